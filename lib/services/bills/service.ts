import type { ElectricityBill } from '../../backend/kinds/electricity-bill.ts';
import type { Backend } from '../../backend/port.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { MonthRange } from '../../platform/months.ts';
import type { Profile } from '../../platform/organisation.ts';
import { monthsIn, recentMonthsIn } from '../../platform/spoken-dates.ts';
import type { BillAnswer, BillLine, BillShown, Overview, TariffPosition } from './model.ts';

/** As many months as the account shows; older ones are printed at an outlet. */
export const shownMonths = 24;

type Steps = NonNullable<Profile['tariffSteps']>;

/** Each step is rounded to the fen on its own; up to half a fen a step, the last line takes the difference. */
const inFen = (steps: ElectricityBill['steps']): BillLine[] =>
  steps.map((step) => ({ ...step, amountFen: Math.round((step.kwh * step.priceCentifen) / 100) }));

/** The bill's lines; they and the adjustment sum to its amount, to the fen. */
export const linesOf = ({ steps, amountFen }: Pick<ElectricityBill, 'steps' | 'amountFen'>) => {
  const lines = inFen(steps);
  const difference = amountFen - lines.reduce((sum, line) => sum + line.amountFen, 0);
  const last = lines.at(-1);
  const isRounding = last !== undefined && Math.abs(difference) <= lines.length && last.amountFen + difference >= 0;
  if (!isRounding) return { lines, adjustmentFen: difference };
  return {
    lines: [...lines.slice(0, -1), { ...last, amountFen: last.amountFen + difference }],
    adjustmentFen: 0,
  };
};

/** A bill as it is shown. `now` in epoch milliseconds decides whether it is overdue. */
export const shownBill = ({ steps, ...bill }: ElectricityBill, now: number): BillShown => ({
  ...bill,
  ...linesOf({ steps, amountFen: bill.amountFen }),
  overdue: bill.status === 'owed' && beijingDay(now) > bill.dueDate,
});

/** Where this much energy since 1 January stands in the tariff's steps. */
export const positionIn = (steps: Steps, usedKwh: number): TariffPosition => {
  const at = steps.findIndex(({ upToKwh }) => upToKwh === undefined || usedKwh < upToKwh);
  const limit = steps[at]?.upToKwh;
  const step = (at < 0 ? steps.length - 1 : at) + 1;
  return { usedKwh, step, ...(limit === undefined ? {} : { leftKwh: limit - usedKwh }) };
};

/** Which bills the words ask for. */
export type BillsAsked =
  | { kind: 'latest' }
  | { kind: 'month'; month: string }
  | { kind: 'months'; range: MonthRange }
  | { kind: 'recent'; count: number };

/** Listed for 历史账单. */
const listedMonths = 6;

/** `上个月电费`, `去年电费`, `近三个月电费`, `历史账单`: which bills; the newest when the words name no time. */
export const billsAsked = (words: string, now: number): BillsAsked => {
  const count = recentMonthsIn(words);
  if (count !== undefined) return { kind: 'recent', count: Math.min(count, shownMonths) };
  const range = monthsIn(words, now);
  if (range === undefined)
    return /历史|往月|走势/.test(words) ? { kind: 'recent', count: listedMonths } : { kind: 'latest' };
  return range.from === range.to ? { kind: 'month', month: range.from } : { kind: 'months', range };
};

/** The bills of an account, newest first. */
export const billsOf = (backend: Backend, subject: string, asked: BillsAsked): Promise<ElectricityBill[]> => {
  switch (asked.kind) {
    case 'latest':
      return backend.records('electricity-bill', subject, { limit: 1 });
    case 'month':
      return backend.records('electricity-bill', subject, { from: asked.month, to: asked.month, limit: 1 });
    case 'months':
      return backend.records('electricity-bill', subject, { ...asked.range, limit: shownMonths });
    case 'recent':
      return backend.records('electricity-bill', subject, { limit: asked.count });
  }
};

/** What a prepaid meter still holds, in fen; undefined for one that is paid after the month. */
export const prepaidBalance = async (backend: Backend, subject: string): Promise<number | undefined> => {
  const [account] = await backend.records('electricity-account', subject, { limit: 1 });
  return account?.meterType === 'prepaid' ? account.prepaidBalanceFen : undefined;
};

/** The balance of a prepaid meter, and 24 months at a glance. */
export const overviewOf = async (backend: Backend, subject: string): Promise<Overview> => {
  const [balance, bills] = await Promise.all([
    prepaidBalance(backend, subject),
    billsOf(backend, subject, { kind: 'recent', count: shownMonths }),
  ]);
  return {
    ...(balance === undefined ? {} : { prepaidBalanceFen: balance }),
    months: bills.map(({ month, usageKwh, amountFen, status }) => ({ month, usageKwh, amountFen, status })),
  };
};

/** One bill in full, with the place in the year's tariff steps. */
export const billAnswer = (
  bill: ElectricityBill | undefined,
  steps: Profile['tariffSteps'],
  now: number,
): BillAnswer => {
  if (bill === undefined) return { kind: 'missing' };
  const position = steps === undefined ? {} : { position: positionIn(steps, bill.yearUsageKwh) };
  return { kind: 'found', bill: shownBill(bill, now), ...position };
};
