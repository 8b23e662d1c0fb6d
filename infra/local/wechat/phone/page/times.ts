/** China has one time zone and no summer time, so a shifted UTC date reads as its wall clock anywhere. */
const chinaOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;
const separatorMs = 5 * 60_000;
const weekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];

const chinaDate = (at: number) => new Date(at + chinaOffsetMs);
const dayOf = (at: number) => Math.floor((at + chinaOffsetMs) / dayMs);
const twoDigits = (value: number) => String(value).padStart(2, '0');

/** `09:05` */
export const clockTime = (at: number): string => {
  const date = chinaDate(at);
  return `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`;
};

/** `09:05:07.123`, for developers. */
export const preciseTime = (at: number): string => chinaDate(at).toISOString().slice(11, 23);

/** `2026-11-22 09:05` */
export const fullTime = (at: number): string => `${chinaDate(at).toISOString().slice(0, 10)} ${clockTime(at)}`;

/** The day as WeChat writes it in a list of chats: the time today, then 昨天, the weekday, the date. */
export const dayLabel = (at: number, now: number): string => {
  const age = dayOf(now) - dayOf(at);
  if (age === 0) return '';
  if (age === 1) return '昨天';
  const date = chinaDate(at);
  if (age > 1 && age < 7) return weekdays[date.getUTCDay()] ?? '';
  const day = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  return date.getUTCFullYear() === chinaDate(now).getUTCFullYear() ? day : `${date.getUTCFullYear()}年${day}`;
};

/** The grey line between messages: `昨天 09:05`. */
export const separatorLabel = (at: number, now: number): string => `${dayLabel(at, now)} ${clockTime(at)}`.trim();

/** WeChat writes the time above a message when five minutes have passed since the one before. */
export const needsSeparator = (at: number, before: number | undefined): boolean =>
  before === undefined || at - before >= separatorMs;
