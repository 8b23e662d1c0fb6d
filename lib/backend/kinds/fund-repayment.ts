import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { count, day, positiveFen, reference } from '../fields.ts';
import { fundAccountNumber } from './fund-account.ts';

/** One instalment of a fund loan, as it was paid. */
export const FundRepayment = z.object({
  /** Day of the payment. */
  day,
  /** Number of the loan contract. */
  loanNumber: reference,
  /** Which instalment, from 1. */
  instalment: count,
  /** Part that repays the loan, in fen. */
  principalFen: positiveFen,
  /** Interest, in fen. */
  interestFen: positiveFen,
  /** Interest for being late, in fen. */
  penaltyFen: positiveFen,
  /** All of it, in fen. */
  amountFen: positiveFen,
  /** What is still owed of the loan afterwards, in fen. */
  remainingFen: positiveFen,
});
export type FundRepayment = z.infer<typeof FundRepayment>;

export const fundRepayment = defineRecord({
  schema: FundRepayment,
  subjects: { accountNumber: fundAccountNumber },
  order: ['day', 'loanNumber', 'instalment'],
  personal: [],
});
