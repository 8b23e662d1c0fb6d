/** Field types of category templates (类目模板: 参数类别). */
export const fieldTypes = [
  'thing',
  'number',
  'symbol',
  'character_string',
  'time',
  'date',
  'amount',
  'phone_number',
  'car_number',
  'name',
  'phrase',
  'const',
  'short_thing',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** What a value of a type must be. */
export interface FieldRule {
  /** In English, for whoever sent the field. */
  form: string;
  matches: (value: string) => boolean;
  /** Characters at most. */
  most: (value: string) => number;
}

const clock = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`;
const day = String.raw`(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?`;
const clockOnly = new RegExp(`^${clock}$`);
const dayThenClock = new RegExp(`^${day}(?:\\s*(${clock}))?$`);

const isCalendarDay = (year: number, month: number, date: number): boolean => {
  const there = new Date(Date.UTC(year, month - 1, date));
  return there.getUTCMonth() === month - 1 && there.getUTCDate() === date;
};

/** What one moment names, or nothing where it is none: 2026年11月22日 15:40, 2026-11-22, 15:40. */
const momentOf = (text: string): { day: boolean; clock: boolean } | undefined => {
  if (clockOnly.test(text)) return { day: false, clock: true };
  const [, year, month, date, time] = dayThenClock.exec(text) ?? [];
  if (!isCalendarDay(Number(year), Number(month), Number(date))) return undefined;
  return { day: true, clock: time !== undefined };
};

/** One moment, or two of them with ~ between, each with the needed part. */
const isMoments =
  (needed: 'day' | 'clock') =>
  (value: string): boolean => {
    const moments = value.split('~').map((part) => momentOf(part.trim()));
    return moments.length <= 2 && moments.every((moment) => moment?.[needed] === true);
  };

const rule = (form: string, pattern: RegExp, most: number): FieldRule => ({
  form,
  matches: (value) => pattern.test(value),
  most: () => most,
});

const words = rule('words', /\S/u, 20);
const hasChinese = (value: string): boolean => /\p{Script=Han}/u.test(value);

/** 参数类别, with the limits of 订阅通知: 发送订阅通知; short_thing and const have no published form. */
export const fieldRules: Readonly<Record<FieldType, FieldRule>> = {
  thing: words,
  short_thing: words,
  const: words,
  number: rule('a number such as 128.5', /^-?\d+(\.\d+)?$/, 32),
  symbol: rule('symbols', /^[^\p{L}\p{N}\s]+$/u, 5),
  character_string: rule('digits, Latin letters and symbols', /^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/, 32),
  time: {
    form: 'a 24-hour time such as 15:40 or 2026年11月22日 15:40, or two with ~ between',
    matches: isMoments('clock'),
    most: () => 40,
  },
  date: {
    form: 'a date such as 2026年11月22日, with a 24-hour time or not, or two with ~ between',
    matches: isMoments('day'),
    most: () => 40,
  },
  amount: rule('an amount such as ¥1234.50 or 1234.50元, up to 10 digits', /^[¥￥$€£]?-?\d{1,10}(\.\d+)?元?$/u, 20),
  phone_number: rule('a phone number: digits and symbols', /^(?=.*\d)[\d+() *-]+$/, 17),
  car_number: rule('a plate number', /^[\p{Script=Han}A-Z0-9*·]+$/u, 8),
  name: {
    form: 'a name: letters, * and ·',
    matches: (value) => /^[\p{L}*·. ]*\p{L}[\p{L}*·. ]*$/u.test(value),
    most: (value) => (hasChinese(value) ? 10 : 20),
  },
  phrase: rule('Chinese characters', /^\p{Script=Han}+$/u, 5),
};

/** The type in a field's key: `character_string` of `character_string5`; undefined for a type that WeChat does not publish. */
export const fieldTypeOf = (key: string): FieldType | undefined => {
  const name = key.replace(/\d+$/, '');
  return fieldTypes.find((type) => type === name);
};

/** How many characters a value has, as WeChat counts: a character outside the basic plane is one. */
export const lengthOf = (value: string): number => [...value].length;

/** A template message shows so many characters of any field, and cuts the rest (关于规范公众号模板消息的再次公告, 2023). */
export const mostShown = 20;

/** Emoji, which WeChat takes out of template messages. */
export const emoji = /\p{Extended_Pictographic}|\uFE0F|\u200D/gu;

/** Line breaks and other control characters, and the separators that phones show as breaks. */
export const breaks = /[\p{Cc}\u2028\u2029]+/gu;
