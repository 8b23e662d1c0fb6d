import type { FundDeposit } from '../../backend/kinds/fund-deposit.ts';
import type { Backend } from '../../backend/port.ts';
import { beijingMonth, type MonthRange } from '../../platform/months.ts';
import { monthsIn } from '../../platform/spoken-dates.ts';
import type { DepositSums, EntryShown, YearOfDeposits } from './model.ts';

/** Entries of a year at most: monthly deposits, later payments, withdrawals, interest. */
const mostOfYear = 200;

const shown = ({ day, kind, month, amountFen, balanceFen }: FundDeposit): EntryShown => ({
  day,
  kind,
  amountFen,
  balanceFen,
  ...(month === undefined ? {} : { month }),
});

/** What came in and went out, by kind. */
export const sumsOf = (entries: readonly Pick<EntryShown, 'kind' | 'amountFen'>[]): DepositSums => {
  const sumOf = (wanted: EntryShown['kind']): number =>
    entries.reduce((sum, { kind, amountFen }) => (kind === wanted ? sum + amountFen : sum), 0);
  return {
    depositFen: sumOf('deposit'),
    makeupFen: sumOf('makeup'),
    interestFen: sumOf('interest'),
    withdrawalFen: Math.abs(sumOf('withdrawal')),
  };
};

/** Entries of these months, by their day, newest first. */
export const entriesIn = async (backend: Backend, subject: string, { from, to }: MonthRange): Promise<EntryShown[]> =>
  (await backend.records('fund-deposit', subject, { from, to, limit: mostOfYear })).map(shown);

/** The latest entries, newest first. */
export const latestEntries = async (backend: Backend, subject: string, count: number): Promise<EntryShown[]> =>
  (await backend.records('fund-deposit', subject, { limit: count })).map(shown);

const yearsSince = (openedOn: string | undefined, thisYear: string): string[] => {
  const first = Number(openedOn?.slice(0, 4) ?? thisYear);
  const count = Math.max(1, Number(thisYear) - first + 1);
  return Array.from({ length: count }, (_, at) => String(Number(thisYear) - at));
};

/** All of a year, this one when none is named. Both reads at once. */
export const yearOf = async (
  backend: Backend,
  subject: string,
  asked: string | undefined,
  now: number,
): Promise<YearOfDeposits> => {
  const thisYear = beijingMonth(now).slice(0, 4);
  const year = asked ?? thisYear;
  const [entries, [account]] = await Promise.all([
    entriesIn(backend, subject, { from: year, to: year }),
    backend.records('fund-account', subject, { limit: 1 }),
  ]);
  return { year, years: yearsSince(account?.openedOn, thisYear), entries, sums: sumsOf(entries) };
};

/** Which entries the words ask for: of some months, or the latest. */
export const depositsAsked = (words: string, now: number): MonthRange | 'latest' => monthsIn(words, now) ?? 'latest';
