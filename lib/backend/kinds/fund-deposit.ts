import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { day, fen, month, positiveFen, reference } from '../fields.ts';
import { fundAccountNumber } from './fund-account.ts';

/** One entry of a fund account: paid in, paid in later, withdrawn, or interest. */
export const FundDeposit = z.object({
  /** Number of the entry, unique in the account. */
  entry: reference,
  /** Day of the entry. */
  day,
  /** Monthly deposit (汇缴), later payment (补缴), withdrawal (提取), interest (结息). */
  kind: z.enum(['deposit', 'makeup', 'withdrawal', 'interest'], 'must be deposit, makeup, withdrawal or interest'),
  /** The month it was paid in for. */
  month: z.optional(month),
  /** In fen; negative for a withdrawal. */
  amountFen: fen,
  /** Balance afterwards, in fen. */
  balanceFen: positiveFen,
});
export type FundDeposit = z.infer<typeof FundDeposit>;

export const fundDeposit = defineRecord({
  schema: FundDeposit,
  subjects: { accountNumber: fundAccountNumber },
  order: ['day', 'entry'],
  personal: [],
});
