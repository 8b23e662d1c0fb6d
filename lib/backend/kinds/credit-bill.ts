import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { cardNumber, day, month, positiveFen } from '../fields.ts';

/** The bill of a credit card for one month. */
export const CreditBill = z.object({
  month,
  /** Day on which it was drawn up. */
  statementOn: day,
  /** Last day to pay. */
  dueDate: day,
  /** What is to be paid, in fen. */
  amountFen: positiveFen,
  /** The least to be paid, in fen. */
  minimumFen: positiveFen,
  /** What has been paid of it, in fen. */
  paidFen: positiveFen,
  status: z.enum(['owed', 'partly-paid', 'paid'], 'must be owed, partly-paid or paid'),
});
export type CreditBill = z.infer<typeof CreditBill>;

export const creditBill = defineRecord({
  schema: CreditBill,
  subjects: { cardNumber },
  order: ['month'],
  personal: [],
});
