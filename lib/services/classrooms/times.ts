import { beijingDay, beijingTime } from '../../platform/clock.ts';
import type { ClassroomQuery, Time } from './model.ts';
import { type Period, partsOfDay, periods } from './periods.ts';

const dayMs = 86_400_000;

/** The day that many days later. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);

/** The period that runs, or the next one of today; after the last one, the first of tomorrow. */
export const timeNow = (now: number): Time => {
  const [today, clock] = [beijingDay(now), beijingTime(now)];
  const next = periods.find(({ to }) => clock < to);
  return next === undefined ? { day: addDays(today, 1), periods: ['1-2'] } : { day: today, periods: [next.period] };
};

/** The period in which a time of day lies, or that comes next; `HH:MM`. */
export const periodAt = (clock: string): Period => periods.find(({ to }) => clock < to)?.period ?? 'evening';

/** The period of a lesson: 1 to 8 in pairs, 9 to 12 in the evening. */
export const periodOfLesson = (lesson: number): Period | undefined => {
  if (lesson < 1 || lesson > 12) return undefined;
  return periods[Math.min(Math.floor((lesson - 1) / 2), 4)]?.period;
};

/** The same periods, each once, in the order of the day. */
export const inOrder = (some: readonly Period[]): Period[] =>
  periods.map(({ period }) => period).filter((period) => some.includes(period));

/** When a page asks for: the whole of a named day, the named part of today, or now. */
export const timeOf = ({ day, time }: ClassroomQuery, now: number): Time => {
  if (day === undefined && time === undefined) return timeNow(now);
  const part = time ?? 'day';
  const named = part === 'morning' || part === 'afternoon' || part === 'day' ? [...partsOfDay[part]] : [part];
  return { day: day ?? beijingDay(now), periods: named };
};
