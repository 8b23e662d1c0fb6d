import type { Notice } from '../../../notices/model.ts';
import type { Notices } from '../../../notices/port.ts';
import { beijingDay } from '../../../platform/clock.ts';

const before = (month: string): string => new Date(Date.parse(`${month}-01T00:00:00Z`) - 1).toISOString().slice(0, 7);

/** This month and the eleven before, the newest first, in Beijing. */
export const monthsUpTo = (now: number): string[] => {
  const months = [beijingDay(now).slice(0, 7)];
  while (months.length < 12) months.push(before(months.at(-1) ?? ''));
  return months;
};

/** Notices of a month in Beijing; the store's months are UTC's, so that the first eight hours stand in the month before. */
export const noticesOfMonth = async (notices: Pick<Notices, 'list'>, month: string): Promise<Notice[]> => {
  const both = await Promise.all([notices.list(month), notices.list(before(month))]);
  return both.flat().filter(({ createdAt }) => beijingDay(createdAt).startsWith(month));
};
