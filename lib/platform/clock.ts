/** The present, in epoch milliseconds. A dependency, so that tests and simulations can move it. */
export type Clock = () => number;

/** The machine's clock. */
export const systemClock: Clock = () => Date.now();

const beijingOffsetMs = 8 * 3_600_000;

/** Calendar day in Beijing (Asia/Shanghai, no daylight saving) as `YYYY-MM-DD`: the day of every WeChat and organisation limit. */
export const beijingDay = (at: number): string => new Date(at + beijingOffsetMs).toISOString().slice(0, 10);

/** Hour and minute in Beijing as `HH:MM`. */
export const beijingTime = (at: number): string => new Date(at + beijingOffsetMs).toISOString().slice(11, 16);

/** Day of the week in Beijing: 1 Monday … 7 Sunday. */
export const beijingWeekday = (at: number): number => new Date(at + beijingOffsetMs).getUTCDay() || 7;

/** Epoch milliseconds of the next midnight in Beijing, when daily limits start anew. */
export const nextBeijingMidnight = (at: number): number =>
  (Math.floor((at + beijingOffsetMs) / 86_400_000) + 1) * 86_400_000 - beijingOffsetMs;
