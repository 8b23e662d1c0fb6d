import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beijingDay,
  beijingTime,
  beijingWeekday,
  nextBeijingMidnight,
  systemClock,
} from '../../../../lib/platform/clock.ts';

const at = (time: string) => Date.parse(`${time}+08:00`);

describe('Beijing time', () => {
  it.each([
    ['2026-05-16T00:00:00', '2026-05-16', '00:00', 6],
    ['2026-05-16T23:59:59', '2026-05-16', '23:59', 6],
    ['2026-05-17T07:59:59', '2026-05-17', '07:59', 7],
    ['2027-01-01T00:00:00', '2027-01-01', '00:00', 5],
    ['2028-02-29T12:30:00', '2028-02-29', '12:30', 2],
  ])('at %s is %s, %s, weekday %i', (time, day, hour, weekday) => {
    expect([beijingDay(at(time)), beijingTime(at(time)), beijingWeekday(at(time))]).toEqual([day, hour, weekday]);
  });

  it('has its next midnight within a day, on another day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        const midnight = nextBeijingMidnight(now);
        expect(midnight - now).toBeGreaterThan(0);
        expect(midnight - now).toBeLessThanOrEqual(86_400_000);
        expect(beijingTime(midnight)).toBe('00:00');
        expect(beijingDay(midnight - 1)).toBe(beijingDay(now));
      }),
    );
  });
});

describe('the system’s clock', () => {
  it('is the machine’s', () => {
    expect(Math.abs(systemClock() - Date.now())).toBeLessThan(1000);
  });
});
