import { addMonths, beijingMonth } from '../../platform/months.ts';

/** As long are notices and outages kept. */
const monthsKept = 24;

/** Months to choose from, the newest first: those of the last two years in Beijing, and so many to come. */
export const monthsAround = (now: number, ahead = 0): string[] =>
  Array.from({ length: monthsKept + ahead }, (_, back) => addMonths(beijingMonth(now), ahead - back));
