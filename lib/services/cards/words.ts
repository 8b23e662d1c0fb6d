import { beijingDay } from '../../platform/clock.ts';
import { monthsIn } from '../../platform/spoken-dates.ts';
import { withDigits } from '../../platform/spoken-numbers.ts';
import type { DayRange } from './model.ts';
import { addDays, daysOfMonth } from './service.ts';

const lastDays = /(?:近|最近|过去)(\d{1,3})[天日]/;

/** The days that the words name: `今天`, `昨天`, `前天`, `最近7天`, `近一周`, or by whole months. Undefined when none. */
export const daysIn = (words: string, now: number): DayRange | undefined => {
  const said = withDigits(words).replace(/\s/g, '');
  const today = beijingDay(now);
  const one = /大?前天|昨[天日]|今[天日]/.exec(said)?.[0];
  if (one !== undefined) {
    const day = addDays(today, one.startsWith('今') ? 0 : one.startsWith('昨') ? -1 : one.startsWith('大') ? -3 : -2);
    return { from: day, to: day };
  }
  const count =
    lastDays.exec(said)?.[1] ?? (/(?:近|最近|过去|这)[1一]?(?:个)?(?:周|星期)/.test(said) ? '7' : undefined);
  if (count !== undefined) return { from: addDays(today, 1 - Math.max(1, Number(count))), to: today };
  const months = monthsIn(words, now);
  return months && { from: daysOfMonth(months.from).from, to: daysOfMonth(months.to).to };
};

/** Which movements the words are about; undefined for all. */
export const directionIn = (words: string): 'income' | 'spending' | undefined => {
  if (/收支/.test(words)) return undefined;
  if (/收入|入账|进账|转入|工资/.test(words)) return 'income';
  return /支出|花了|花费|消费|转出|扣款/.test(words) ? 'spending' : undefined;
};
