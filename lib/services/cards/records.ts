import type { Ports } from '../../guard/service.ts';
import { nameOf } from './held-cards.ts';
import type { BillShown, DayRange, HeldCard, Statement } from './model.ts';
import { billShown, movementOf, placeOf, totalsOf } from './service.ts';

type Reads = Pick<Ports, 'backend'>;

/** Most movements of one answer. */
const mostMovements = 300;
/** How many bills a page shows. */
const billsShown = 12;

/** The movements of a period, newest first; `before` is where an earlier answer ended. One query. */
export const readStatement = async (
  { backend }: Reads,
  held: HeldCard,
  { period, before, most = mostMovements }: { period: DayRange; before?: string | undefined; most?: number },
): Promise<Statement> => {
  const { from, to } = period;
  const end = before !== undefined && before.slice(0, to.length) <= to ? before : to;
  // The row where the earlier answer ended comes again, and one more tells whether there is a rest.
  const limit = most + 2;
  const rows = await backend.records('card-transaction', held.binding.subject, { from, to: end, limit });
  const fresh = before === undefined ? rows : rows.filter((row) => placeOf(row) < before);
  const taken = fresh.slice(0, most);
  const last = taken.at(-1);
  const isAll = fresh.length <= most && rows.length < limit;
  return {
    card: nameOf(held),
    period,
    movements: taken.map(movementOf),
    ...(isAll && before === undefined ? { totals: totalsOf(taken) } : {}),
    ...(isAll || last === undefined ? {} : { next: placeOf(last) }),
  };
};

/** The latest bills of a credit card, newest first. */
export const readBills = async ({ backend }: Reads, { binding }: HeldCard): Promise<BillShown[]> =>
  (await backend.records('credit-bill', binding.subject, { limit: billsShown })).map(billShown);

/** The bill of a month, or the newest. */
export const readBill = async (
  { backend }: Reads,
  { binding }: HeldCard,
  month: string | undefined,
): Promise<BillShown | undefined> => {
  const range = month === undefined ? { limit: 1 } : { from: month, to: month, limit: 1 };
  const [bill] = await backend.records('credit-bill', binding.subject, range);
  return bill && billShown(bill);
};
