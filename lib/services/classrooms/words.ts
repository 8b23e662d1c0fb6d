import { beijingDay, beijingWeekday } from '../../platform/clock.ts';
import { withDigits } from '../../platform/spoken-numbers.ts';
import type { Building, Time } from './model.ts';
import { type Period, partsOfDay } from './periods.ts';
import { addDays, inOrder, periodAt, periodOfLesson, timeNow } from './times.ts';

/*
 * When and where, as people say it: 明天3-4节, 周三下午, 今晚一教, 一教101.
 */

const nearDays = [
  [/大后天/, 3],
  [/后天/, 2],
  [/明[天日早晚]/, 1],
  [/今[天日早晚]/, 0],
] as const;
const weekdays = '一二三四五六日';

/** The coming one of that day of the week, today included; `下周` the one in the week after this. */
const weekdayIn = (said: string, now: number): string | undefined => {
  const found = /(下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末1-7])/.exec(said);
  if (found === null) return undefined;
  const [, week, name = ''] = found;
  const weekday = name === '末' ? 6 : Number(name) || weekdays.indexOf(name.replace('天', '日')) + 1;
  const ahead = weekday - beijingWeekday(now);
  if (week === '下') return addDays(beijingDay(now), ahead + 7);
  return addDays(beijingDay(now), ahead < 0 ? ahead + 7 : ahead);
};

const isDay = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const two = (number: string | number): string => String(number).padStart(2, '0');

/** `11月25日`, `25号`: the coming one. */
const dateIn = (said: string, now: number): string | undefined => {
  const today = beijingDay(now);
  const whole = /20\d\d-\d\d-\d\d/.exec(said)?.[0];
  if (whole !== undefined) return isDay(whole) ? whole : undefined;
  const found = /(?<!\d)(?:(\d{1,2})月)?(\d{1,2})[日号](?![楼教])/.exec(said);
  if (found === null) return undefined;
  const [, month, day = ''] = found;
  const [year, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const candidates =
    month === undefined
      ? [0, 1].map((later) => new Date(Date.UTC(year, thisMonth - 1 + later, 1)).toISOString().slice(0, 8) + two(day))
      : [year, year + 1].map((each) => `${each}-${two(month)}-${two(day)}`);
  return candidates.find((each) => isDay(each) && each >= today);
};

const dayIn = (said: string, spoken: string, now: number): string | undefined => {
  const near = nearDays.find(([shape]) => shape.test(said));
  if (near !== undefined) return addDays(beijingDay(now), near[1]);
  return weekdayIn(spoken, now) ?? dateIn(said, now);
};

/** `第3节`, `3-4节`, `三四节`, `第9到12节`. */
const lessonsIn = (said: string, spoken: string): number[] => {
  const found = /(第?)(\d{1,2})(?:节?[-—–~到至、,，和]+第?(\d{1,2}))?节/.exec(said);
  if (found === null) return [];
  const [, counted, first = '', last] = found;
  // 12节, 三四节: two lessons that follow each other; 第12节 and 十二节 are the twelfth.
  const isPair =
    counted === '' && last === undefined && !spoken.includes('十') && /^(12|23|34|45|56|67|78)$/.test(first);
  const [from, to] = isPair ? [Number(first[0]), Number(first[1])] : [Number(first), Number(last ?? first)];
  return Array.from({ length: Math.max(0, Math.min(to, 12) - from + 1) }, (_, at) => from + at);
};

/** `下午3点`, `14:30`, `晚上7点半`. */
const clockIn = (said: string): string | undefined => {
  const found = /(\d{1,2})(?:[:：](\d\d)|点(半)?)/.exec(said);
  if (found === null) return undefined;
  const [, hour = '', minute, half] = found;
  const isMorning = /早|上午|凌晨/.test(said);
  // Nobody looks for a classroom before seven: 3点 is 15:00.
  const isLater = Number(hour) < 12 && (/下午|晚/.test(said) || (!isMorning && Number(hour) < 7));
  return `${two(Number(hour) + (isLater ? 12 : 0))}:${half === undefined ? (minute ?? '00') : '30'}`;
};

const partIn = (said: string): Period[] => [
  ...(/上午|早上|早晨|[明今]早/.test(said) ? partsOfDay.morning : []),
  ...(/下午|午后/.test(said) ? partsOfDay.afternoon : []),
  ...(/晚/.test(said) ? (['evening'] as const) : []),
  ...(/[全整]天|一天/.test(said) ? partsOfDay.day : []),
];

const periodsIn = (said: string, spoken: string): Period[] => {
  const lessons = lessonsIn(said, spoken).flatMap((lesson) => periodOfLesson(lesson) ?? []);
  if (lessons.length > 0) return inOrder(lessons);
  const clock = clockIn(said);
  return clock === undefined ? inOrder(partIn(said)) : [periodAt(clock)];
};

/** When the words mean: a named day whole, a named part of today, both, or now. A part of today that is over stays what was asked. */
export const timeIn = (words: string, now: number): Time => {
  const spoken = words.normalize('NFKC').replace(/\s/g, '');
  const said = withDigits(spoken);
  const day = dayIn(said, spoken, now);
  const named = periodsIn(said, spoken);
  if (day === undefined && named.length === 0) return timeNow(now);
  return { day: day ?? beijingDay(now), periods: named.length === 0 ? [...partsOfDay.day] : named };
};

/** What people call a building, as patterns: no digit is cut in two, and 一教 is also 教一. */
const shapesOf = ({ title, words }: Building): RegExp[] => {
  const names = [title, ...words.split(/[,，]/)].map((name) => name.trim()).filter((name) => name !== '');
  return names.flatMap((name) => {
    const plain = RegExp(`(?<!\\d)${name.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`, 'u');
    const numeral = /^([\d一二三四五六七八九十]+)教$/.exec(name)?.[1];
    return numeral === undefined
      ? [plain]
      : [plain, RegExp(`(?<![\\p{N}一二三四五六七八九十东西南北])教${numeral}(?!\\d)`, 'u')];
  });
};

/** The buildings that the words name, or those of the campus that they name, or all. */
export const buildingsIn = (words: string, buildings: readonly Building[]): Building[] => {
  const said = words.normalize('NFKC').replace(/\s/g, '');
  const named = buildings.filter((building) => shapesOf(building).some((shape) => shape.test(said)));
  if (named.length > 0) return named;
  const near = buildings.filter(({ campus }) => said.includes(campus));
  return near.length > 0 ? near : [...buildings];
};

/** The number on a door: 101, A203. */
export const doorIn = (words: string): string | undefined =>
  /(?<![\dA-Za-z-])([A-Za-z]?\d{3,4})(?![\d年月日号节点:-])/.exec(words.normalize('NFKC'))?.[1]?.toUpperCase();
