import { addMonths, beijingMonth } from '../../../platform/months.ts';

/** This month in Beijing and the eleven before, the newest first. */
export const monthsUpTo = (now: number): string[] =>
  Array.from({ length: 12 }, (_, back) => addMonths(beijingMonth(now), -back));
