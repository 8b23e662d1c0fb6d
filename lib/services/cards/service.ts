import type { RecordOf } from '../../backend/kinds.ts';
import { beijingDay } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { maskName } from '../../platform/masking.ts';
import type { BillShown, DayRange, Movement, MovementTotals, StatementQuery } from './model.ts';

type Transaction = RecordOf<'card-transaction'>;

const dayMs = 86_400_000;
/** How far back movements can be seen. */
const yearsBack = 3;
const usualDays = 30;

/** The day that many days later, or earlier when negative. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);

/** Days from one to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** All days of a month. */
export const daysOfMonth = (month: string): DayRange => {
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: addDays(next, -1) };
};

/** The first day whose movements are shown: this day three years ago. */
export const earliestDay = (now: number): string => {
  const today = beijingDay(now);
  return `${Number(today.slice(0, 4)) - yearsBack}${today.slice(4)}`.replace('-02-29', '-02-28');
};

const refused = (code: string, message: string, field: string) =>
  Object.assign(new AppError(code, 'reject', message), { field });

/** The period that a page asks for, within the last three years. */
export const periodOf = (query: StatementQuery, now: number): DayRange => {
  const today = beijingDay(now);
  const asked =
    query.month === undefined
      ? { to: query.to ?? today, from: query.from ?? addDays(query.to ?? today, 1 - usualDays) }
      : daysOfMonth(query.month);
  const earliest = earliestDay(now);
  if (asked.from > asked.to) throw refused('bad_period', '开始日期要早于结束日期，请改一下再查。', 'from');
  if (asked.to < earliest) throw refused('too_old', '这里可以查最近3年的明细，更早的请到网点查询。', 'from');
  if (asked.from >= earliest) return asked;
  return { from: earliest, to: asked.to };
};

/** Names of people are two or three characters long; longer ones are shops and units, which the follower has to recognise. */
const shownCounterparty = (name: string): string => (/^\p{Script=Han}{2,3}$/u.test(name) ? maskName(name) : name);

/** A transaction as the follower sees it. */
export const movementOf = ({ at, amountFen, balanceFen, summary, counterparty }: Transaction): Movement => ({
  at,
  amountFen,
  summary,
  ...(balanceFen === undefined ? {} : { balanceFen }),
  ...(counterparty === undefined ? {} : { counterparty: shownCounterparty(counterparty) }),
});

/** What came in and what went out. */
export const totalsOf = (movements: readonly Pick<Movement, 'amountFen'>[]): MovementTotals => {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const amounts = movements.map(({ amountFen }) => amountFen);
  return {
    incomeFen: sum(amounts.filter((amount) => amount > 0)),
    spendingFen: sum(amounts.filter((amount) => amount < 0).map((amount) => -amount)),
  };
};

/** Where a transaction stands among the others of its card. */
export const placeOf = ({ at, transaction }: Transaction): string => `${at}#${transaction}`;

/** A bill with what is left to pay. */
export const billShown = (bill: RecordOf<'credit-bill'>): BillShown => ({
  ...bill,
  leftFen: Math.max(0, bill.amountFen - bill.paidFen),
  minimumLeftFen: Math.max(0, bill.minimumFen - bill.paidFen),
});
