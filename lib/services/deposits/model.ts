import * as z from 'zod/mini';
import type { FundDeposit } from '../../backend/kinds/fund-deposit.ts';

/** Which year a page asks for; this one when absent. */
export const DepositsInput = z.strictObject({
  year: z.optional(z.string().check(z.regex(/^(19|20)\d\d$/, '年份要写成 2026 这样。'))),
});

/** An entry as its holder sees it. */
export type EntryShown = Pick<FundDeposit, 'day' | 'kind' | 'month' | 'amountFen' | 'balanceFen'>;

/** What came in and went out, in fen; `withdrawalFen` is positive. */
export interface DepositSums {
  depositFen: number;
  makeupFen: number;
  interestFen: number;
  withdrawalFen: number;
}

/** A year's entries. */
export interface YearOfDeposits {
  year: string;
  /** The years that the account has lived through, newest first. */
  years: string[];
  /** Newest first. */
  entries: EntryShown[];
  sums: DepositSums;
}
