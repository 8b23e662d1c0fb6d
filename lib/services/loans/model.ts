import * as z from 'zod/mini';
import type { FundLoan } from '../../backend/kinds/fund-loan.ts';
import type { FundRepayment } from '../../backend/kinds/fund-repayment.ts';

/** Which year of the repayment flow a page asks for. */
export const RepaymentsInput = z.strictObject({
  year: z.string().check(z.regex(/^(19|20)\d\d$/, '年份要写成 2026 这样。')),
});

/** A loan as its borrower sees it: the contract by its last four characters. */
export type LoanShown = Omit<FundLoan, 'loanNumber'> & { contract: string };

/** One repayment, as its borrower sees it. */
export type RepaymentShown = Omit<FundRepayment, 'loanNumber'> & { contract: string };

/** All loans, newest first, with the latest repayments. */
export interface LoansShown {
  loans: LoanShown[];
  repayments: RepaymentShown[];
}

/** What was repaid in a year, newest first, with its sums in fen. */
export interface YearOfRepayments {
  year: string;
  repayments: RepaymentShown[];
  principalFen: number;
  interestFen: number;
  penaltyFen: number;
}
