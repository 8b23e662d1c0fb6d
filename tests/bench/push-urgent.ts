import { anAudience } from './push-run.ts';
import type { PushStack } from './push-stack.ts';

/** How long after its release the messages of an urgent notice were accepted, in milliseconds. */
export interface UrgentTimes {
  people: number;
  median: number;
  most95: number;
  most99: number;
  last: number;
}

const area = 'area-urgent';
const place = '紧急停电';
export const urgentPeople = 2000;

/** The first time by which so many of the messages were accepted, by the simulator's tenths of a second. */
const timeOf = (timeline: readonly [number, number][], wanted: number): number => {
  let seen = 0;
  for (const [at, count] of timeline) {
    seen += count;
    if (seen >= wanted) return at;
  }
  return Number.NaN;
};

/** An urgent notice that is frozen and waits; `release` lets it go and measures it. */
export const prepareUrgent = async (bench: PushStack): Promise<{ release(): Promise<UrgentTimes> }> => {
  const { stack, push } = bench;
  await anAudience(bench, urgentPeople, area);
  const { id } = await push.ready(area, 'urgent', place);
  const release = async (): Promise<UrgentTimes> => {
    const released = stack.clock.now();
    await push.notices.confirm(id, 'staff:bench');
    await push.reaches(id, 'sent', 300_000);
    const { timeline = [] } = (await push.counted(place)) ?? {};
    // A bucket's end, and the answer after it: what took effect counts when its sender knows.
    const after = (share: number) => timeOf(timeline, share * urgentPeople) - released + 100 + answerMs;
    return { people: urgentPeople, median: after(0.5), most95: after(0.95), most99: after(0.99), last: after(1) };
  };
  return { release };
};

/** How long the simulator takes for an answer. */
export const answerMs = 50;
