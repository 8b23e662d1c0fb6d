import { addMonths, beijingMonth, type MonthRange, monthOf } from './months.ts';
import { withDigits } from './spoken-numbers.ts';

/*
 * Months and years as followers say them, read in Beijing time. Whatever names none gives undefined, and the service falls back on its newest record.
 */

const years: Record<string, number> = { 今: 0, 本: 0, 去: -1, 上: -1, 前: -2, 明: 1 };
const namedYear = '(?:(?<!\\d)(\\d{4}|\\d{2})年|([今本去上前明])年)?的?';
const namedMonth = '(?<!\\d)(1[0-2]|0?[1-9])';
const single = new RegExp(`${namedYear}${namedMonth}月(?!\\d*[到至~—-]\\d)`);
const written = /(?<!\d)(20\d\d)[-/.年](1[0-2]|0?[1-9])(?!\d)|(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)/;
const between = new RegExp(`${namedYear}${namedMonth}月?份?[到至~—-]${namedYear}${namedMonth}月`);
const near = /(上上|上|这|本|当|下)个?月/;
const distance: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 当: 0, 下: 1 };
const recent = /(?:近|最近|过去|前)(\d{1,2})个?(月|年)|(?:近|最近|过去)(半)年/;
const wholeYear = /(?<!\d)(20\d\d)(?:年|$)|([今本去前明])年|上1?年(?!度?级)/;
const halfYear = new RegExp(`${namedYear}([上下])半年`);
const quarter = new RegExp(`${namedYear}第?([1-4])季度?`);

const thisYear = (now: number): number => Number(beijingMonth(now).slice(0, 4));

const yearOf = (digits: string | undefined, word: string | undefined, now: number): number | undefined => {
  if (digits !== undefined) return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
  return word === undefined ? undefined : thisYear(now) + (years[word] ?? 0);
};

/** A month without its year is the last one that has begun. */
const monthIn12 = (year: number | undefined, month: number, now: number): string => {
  if (year !== undefined) return monthOf(year, month);
  const here = monthOf(thisYear(now), month);
  return here <= beijingMonth(now) ? here : addMonths(here, -12);
};

const singleMonth = (said: string, now: number): string | undefined => {
  const numeric = written.exec(said);
  if (numeric !== null) return monthOf(Number(numeric[1] ?? numeric[3]), Number(numeric[2] ?? numeric[4]));
  const named = single.exec(said);
  if (named !== null) return monthIn12(yearOf(named[1], named[2], now), Number(named[3]), now);
  const relative = near.exec(said)?.[1];
  return relative === undefined ? undefined : addMonths(beijingMonth(now), distance[relative] ?? 0);
};

const betweenMonths = (said: string, now: number): MonthRange | undefined => {
  const found = between.exec(said);
  if (found === null) return undefined;
  const to = monthIn12(yearOf(found[4], found[5], now) ?? yearOf(found[1], found[2], now), Number(found[6]), now);
  const named = yearOf(found[1], found[2], now);
  const from = monthOf(named ?? Number(to.slice(0, 4)), Number(found[3]));
  return { from: named === undefined && from > to ? addMonths(from, -12) : from, to };
};

const partOfYear = (said: string, now: number): MonthRange | undefined => {
  const half = halfYear.exec(said);
  const part = half ?? quarter.exec(said);
  if (part === null) return undefined;
  const year = yearOf(part[1], part[2], now) ?? thisYear(now);
  const length = half === null ? 3 : 6;
  const first = half === null ? (Number(part[3]) - 1) * 3 + 1 : part[3] === '上' ? 1 : 7;
  return { from: monthOf(year, first), to: monthOf(year, first + length - 1) };
};

const yearNamed = (said: string, now: number): number | undefined => {
  const found = wholeYear.exec(said);
  if (found === null) return undefined;
  return found[1] === undefined && found[2] === undefined ? thisYear(now) - 1 : yearOf(found[1], found[2], now);
};

const recentMonths = (said: string): number | undefined => {
  const found = recent.exec(said);
  if (found === null) return undefined;
  return found[3] === undefined ? Number(found[1]) * (found[2] === '年' ? 12 : 1) || undefined : 6;
};

const understood = (words: string): string => withDigits(words).replace(/\s/g, '');

/** How many of the latest months are asked for: `近三个月`, `最近半年`. */
export const recentMonthsIn = (words: string): number | undefined => recentMonths(understood(words));

/** The one month that the words name, as `YYYY-MM`: `上个月`, `8月`, `去年二月份`, `2026年8月`, `2026-08`. A range or a year is none. */
export const monthIn = (words: string, now: number): string | undefined => {
  const said = understood(words);
  return between.test(said) || recentMonths(said) !== undefined ? undefined : singleMonth(said, now);
};

/** The year that the words name without a month, as `YYYY`: `今年`, `去年`, `2025年`. */
export const yearIn = (words: string, now: number): string | undefined => {
  const said = understood(words);
  if (recentMonths(said) !== undefined || partOfYear(said, now) !== undefined) return undefined;
  const year = monthIn(words, now) === undefined ? yearNamed(said, now) : undefined;
  return year === undefined ? undefined : String(year);
};

/** The months that the words name: one, `1到3月`, `近三个月` (this one is the last), `上半年`, `一季度`, `今年` (all twelve). */
export const monthsIn = (words: string, now: number): MonthRange | undefined => {
  const said = understood(words);
  const range = betweenMonths(said, now) ?? partOfYear(said, now);
  if (range !== undefined) return range;
  const latest = recentMonths(said);
  if (latest !== undefined) return { from: addMonths(beijingMonth(now), 1 - latest), to: beijingMonth(now) };
  const month = singleMonth(said, now);
  if (month !== undefined) return { from: month, to: month };
  const year = yearNamed(said, now);
  return year === undefined ? undefined : { from: monthOf(year, 1), to: monthOf(year, 12) };
};
