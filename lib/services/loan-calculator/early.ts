import type { EarlyOutcome, EarlyRepayment, Instalment, Loan, Method } from './model.ts';
import { interestIn, partOf, repay, scheduleOf } from './schedule.ts';

/** The instalments after an early repayment left `rest` to repay. */
const afterwards = (loan: Loan, rest: Loan, method: Method, { afterInstalments, keep }: EarlyRepayment): Instalment[] =>
  repay(rest, partOf(keep === 'instalment' ? loan : rest, method), afterInstalments + 1);

/**
 * The loan with part of its principal repaid early, right after an instalment: either as much a month as before and done
 * sooner, or as long as before with less a month.
 */
export const repayEarly = (loan: Loan, method: Method, early: EarlyRepayment): EarlyOutcome => {
  const planned = scheduleOf(loan, method);
  const before = planned.slice(0, early.afterInstalments);
  const owed = before.at(-1)?.remainingFen ?? loan.principalFen;
  const repaidFen = Math.min(early.amountFen, owed);
  const rest = { ...loan, principalFen: owed - repaidFen, months: loan.months - before.length };
  const instalments = [...before, ...afterwards(loan, rest, method, early)];
  return {
    repaidFen,
    instalments,
    savedInterestFen: interestIn(planned) - interestIn(instalments),
    savedMonths: planned.length - instalments.length,
  };
};
