import type { Clock } from '../../../lib/platform/clock.ts';

/** Lets `count` more of something happen as soon as it is their turn. */
export type Turn = (count: number) => Promise<void>;

/** Keeps whatever happens below `perSecond`, evenly; nothing is saved up while it is slower. */
export const createPace = (perSecond: number, now: Clock, sleep: (ms: number) => Promise<void>): Turn => {
  let free = 0;
  return async (count) => {
    const at = Math.max(free, now());
    free = at + (count * 1000) / perSecond;
    if (at > now()) await sleep(at - now());
  };
};
