import { describe, expect, it } from 'vitest';
import {
  clockTime,
  fullTime,
  needsSeparator,
  preciseTime,
  separatorLabel,
} from '../../../../../../infra/local/wechat/phone/page/times.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at('2026-11-22T17:00:00');

describe('times in the chat', () => {
  it.each([
    ['2026-11-22T00:05:00', '00:05'],
    ['2026-11-21T23:59:00', '昨天 23:59'],
    ['2026-11-18T09:00:00', '星期三 09:00'],
    ['2026-11-15T09:00:00', '11月15日 09:00'],
    ['2025-11-22T09:00:00', '2025年11月22日 09:00'],
    ['2026-11-23T09:00:00', '11月23日 09:00'],
  ])('calls %s %s', (text, label) => {
    expect(separatorLabel(at(text), now)).toBe(label);
  });

  it('are those of China wherever the machine stands', () => {
    expect([clockTime(0), preciseTime(7), fullTime(0)]).toEqual(['08:00', '08:00:00.007', '1970-01-01 08:00']);
  });

  it('stand above the first message and after five minutes of silence', () => {
    expect([undefined, 0, 1].map((before) => needsSeparator(300_000, before))).toEqual([true, true, false]);
  });
});
