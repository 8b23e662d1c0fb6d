import { beijingDay } from './clock.ts';

/** Months from one to another, both included; `YYYY-MM`. */
export interface MonthRange {
  from: string;
  to: string;
}

/** Calendar month in Beijing as `YYYY-MM`. */
export const beijingMonth = (at: number): string => beijingDay(at).slice(0, 7);

/** The month that many months later, or earlier when negative. */
export const addMonths = (month: string, count: number): string => {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return monthOf(Math.floor(months / 12), (months % 12) + 1);
};

/** `2026-08` of 2026 and 8. */
export const monthOf = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

/** `2026年8月` from `2026-08`, as people read it. */
export const monthInWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** `2026年8月3日` from `2026-08-03`. */
export const dayInWords = (day: string): string => `${monthInWords(day.slice(0, 7))}${Number(day.slice(8))}日`;
