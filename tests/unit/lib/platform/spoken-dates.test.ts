import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, beijingMonth, monthOf } from '../../../../lib/platform/months.ts';
import { monthIn, monthsIn, recentMonthsIn, yearIn } from '../../../../lib/platform/spoken-dates.ts';
import { withDigits } from '../../../../lib/platform/spoken-numbers.ts';

const now = Date.parse('2026-10-10T09:00:00+08:00');

describe('a month that is spoken of', () => {
  test.each([
    ['上个月电费', '2026-09'],
    ['上月', '2026-09'],
    ['上上个月的电费', '2026-08'],
    ['这个月', '2026-10'],
    ['本月电费', '2026-10'],
    ['下个月', '2026-11'],
    ['8月', '2026-08'],
    ['8月份电费多少', '2026-08'],
    ['08月', '2026-08'],
    ['二月份', '2026-02'],
    ['十月', '2026-10'],
    ['十二月', '2025-12'],
    ['11月电费', '2025-11'],
    ['今年12月', '2026-12'],
    ['去年8月', '2025-08'],
    ['去年的八月', '2025-08'],
    ['前年3月', '2024-03'],
    ['2026年8月电费', '2026-08'],
    ['2026 年 8 月', '2026-08'],
    ['二零二六年八月', '2026-08'],
    ['二〇二六年八月', '2026-08'],
    ['26年8月', '2026-08'],
    ['２０２６年８月', '2026-08'],
    ['2026-08', '2026-08'],
    ['2026/8', '2026-08'],
    ['2026.8电费', '2026-08'],
    ['202608', '2026-08'],
    ['2026年8月15日', '2026-08'],
  ])('%s', (words, month) => expect(monthIn(words, now)).toBe(month));

  test.each([
    '电费',
    '13月',
    '0月',
    '2026年13月',
    '近3个月',
    '8个月',
    '1到3月',
    '今年',
    '6212345678',
    '20260',
    '138000',
  ])('none in %s', (words) => expect(monthIn(words, now)).toBeUndefined());

  test('is read in Beijing time, on both sides of the year’s end', () => {
    expect(monthIn('这个月', Date.parse('2025-12-31T15:59:59Z'))).toBe('2025-12');
    expect(monthIn('这个月', Date.parse('2025-12-31T16:00:00Z'))).toBe('2026-01');
    expect(monthIn('上个月', Date.parse('2025-12-31T16:00:00Z'))).toBe('2025-12');
  });
});

describe('a year that is spoken of', () => {
  test.each([
    ['今年', '2026'],
    ['今年电费', '2026'],
    ['去年缴存明细', '2025'],
    ['前年', '2024'],
    ['上一年', '2025'],
    ['2025年', '2025'],
    ['二零二五年的明细', '2025'],
    ['2025', '2025'],
  ])('%s', (words, year) => expect(yearIn(words, now)).toBe(year));

  test.each(['去年8月', '上半年', '近一年', '30年', '电费', '2026-08'])('none in %s', (words) =>
    expect(yearIn(words, now)).toBeUndefined(),
  );
});

describe('months that are spoken of', () => {
  test.each([
    ['1到3月', '2026-01', '2026-03'],
    ['一月至三月', '2026-01', '2026-03'],
    ['去年11月到今年2月', '2025-11', '2026-02'],
    ['11月到2月', '2025-11', '2026-02'],
    ['2025年1-6月', '2025-01', '2025-06'],
    ['近三个月', '2026-08', '2026-10'],
    ['最近半年', '2026-05', '2026-10'],
    ['近一年', '2025-11', '2026-10'],
    ['上半年', '2026-01', '2026-06'],
    ['去年下半年', '2025-07', '2025-12'],
    ['一季度', '2026-01', '2026-03'],
    ['今年', '2026-01', '2026-12'],
    ['上个月', '2026-09', '2026-09'],
  ])('%s', (words, from, to) => expect(monthsIn(words, now)).toEqual({ from, to }));

  test('近三个月 is a number of the latest months too', () => {
    expect(recentMonthsIn('近三个月电费')).toBe(3);
    expect(recentMonthsIn('最近两年')).toBe(24);
    expect(recentMonthsIn('近0个月')).toBeUndefined();
    expect(recentMonthsIn('三月')).toBeUndefined();
  });
});

const instants = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2039-12-31') });
const aMonth = fc.tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }));
const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

describe('whatever the moment', () => {
  test('a month written with its year is that month', () => {
    fc.assert(
      fc.property(aMonth, instants, ([year, month], at) => {
        const expected = monthOf(year, month);
        expect(monthIn(`${year}年${month}月电费`, at)).toBe(expected);
        expect(monthIn(`${year}年${numerals[month]}月份`, at)).toBe(expected);
        expect(monthIn(`查${expected}的`, at)).toBe(expected);
      }),
    );
  });

  test('a month without its year is the last one that has begun', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), instants, (month, at) => {
        const found = monthIn(`${month}月`, at) ?? '';
        expect(Number(found.slice(5))).toBe(month);
        expect(found <= beijingMonth(at) && found > addMonths(beijingMonth(at), -12)).toBe(true);
      }),
    );
  });

  test('any words at all give a month, ordered months, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...numerals, '年', '月', '近3个', '到'), (a, b) => {
        for (const words of [a, a + b, b + a + b]) {
          expect(monthIn(words, now) ?? '2026-01').toMatch(/^\d{4}-(0[1-9]|1[0-2])$/);
          const { from, to } = monthsIn(words, now) ?? { from: '', to: '' };
          expect(from.length).toBe(to.length);
        }
      }),
    );
  });

  test('going forth and back by months ends where it began', () => {
    fc.assert(
      fc.property(aMonth, fc.integer({ min: -600, max: 600 }), ([year, month], count) => {
        expect(addMonths(addMonths(monthOf(year, month), count), -count)).toBe(monthOf(year, month));
      }),
    );
  });
});

test.each([
  ['五十万', '50万'],
  ['一百二十万', '120万'],
  ['一百零五', '105'],
  ['一百五', '150'],
  ['二零二六', '2026'],
  ['十', '10'],
  ['二十', '20'],
  ['百分之三', '百分之3'],
  ['两千三百四十五', '2345'],
  ['电费', '电费'],
])('%s reads %s', (words, expected) => expect(withDigits(words)).toBe(expected));
