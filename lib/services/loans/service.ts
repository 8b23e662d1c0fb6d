import type { Backend } from '../../backend/port.ts';
import type { MonthRange } from '../../platform/months.ts';
import type { LoanShown, LoansShown, RepaymentShown, YearOfRepayments } from './model.ts';

/** Repayments that come with the loans; a page asks for more by the year. */
const latest = 12;
/** Repayments of a year at most: two loans, and some repaid early. */
const mostOfYear = 60;
const mostLoans = 10;

const shown = <Fields>({ loanNumber, ...fields }: Fields & { loanNumber: string }) => ({
  ...fields,
  contract: `尾号${loanNumber.slice(-4)}`,
});

/** The loans of an account, newest first. */
export const loansOf = async (backend: Backend, subject: string): Promise<LoanShown[]> =>
  (await backend.records('fund-loan', subject, { limit: mostLoans })).map(shown);

/** The latest repayments, newest first. */
export const latestRepayments = async (backend: Backend, subject: string, count = latest): Promise<RepaymentShown[]> =>
  (await backend.records('fund-repayment', subject, { limit: count })).map(shown);

/** Loans and latest repayments. Both reads at once. */
export const loansShown = async (backend: Backend, subject: string): Promise<LoansShown> => {
  const [loans, repayments] = await Promise.all([loansOf(backend, subject), latestRepayments(backend, subject)]);
  return { loans, repayments };
};

/** What was repaid in these months, newest first. */
export const repaymentsIn = async (
  backend: Backend,
  subject: string,
  { from, to }: MonthRange,
): Promise<RepaymentShown[]> =>
  (await backend.records('fund-repayment', subject, { from, to, limit: mostOfYear })).map(shown);

/** The sums of repayments, in fen. */
export const repaidIn = (repayments: readonly RepaymentShown[]) => {
  const sumOf = (part: 'principalFen' | 'interestFen' | 'penaltyFen'): number =>
    repayments.reduce((sum, repayment) => sum + repayment[part], 0);
  return { principalFen: sumOf('principalFen'), interestFen: sumOf('interestFen'), penaltyFen: sumOf('penaltyFen') };
};

/** A year of the flow, with its sums. */
export const yearOfRepayments = async (backend: Backend, subject: string, year: string): Promise<YearOfRepayments> => {
  const repayments = await repaymentsIn(backend, subject, { from: year, to: year });
  return { year, repayments, ...repaidIn(repayments) };
};
