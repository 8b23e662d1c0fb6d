import { beijingTime, nextBeijingMidnight } from '../platform/clock.ts';

/** Hours of every day, `HH:MM` in Beijing; over midnight where `to` is before `from`, none where both are the same. */
export interface Hours {
  from: string;
  to: string;
}

const dayMs = 86_400_000;

/** Whether `at` (epoch milliseconds) lies within the hours. */
export const isWithin = ({ from, to }: Hours, at: number): boolean => {
  const time = beijingTime(at);
  return from <= to ? time >= from && time < to : time >= from || time < to;
};

/** The next end of the hours after `at`, in epoch milliseconds. */
export const endOf = ({ to }: Hours, at: number): number => {
  const [hours = 0, minutes = 0] = to.split(':').map(Number);
  const end = nextBeijingMidnight(at) - dayMs + (hours * 60 + minutes) * 60_000;
  return end > at ? end : end + dayMs;
};
