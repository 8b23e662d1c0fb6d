import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { count, day, positiveFen, ppm, reference } from '../fields.ts';
import { fundAccountNumber } from './fund-account.ts';

/** A housing loan of the fund. */
export const FundLoan = z.object({
  /** Number of the loan contract. */
  loanNumber: reference,
  /** Being repaid, behind, or paid off. */
  status: z.enum(['repaying', 'overdue', 'closed'], 'must be repaying, overdue or closed'),
  /** What was lent, in fen. */
  principalFen: positiveFen,
  /** What is still owed of it, in fen. */
  remainingFen: positiveFen,
  /** Rate a year, in parts per million: 26000 is 2.6 %. */
  annualRatePpm: ppm,
  /** Equal instalments (等额本息) or equal principal (等额本金). */
  method: z.enum(['equal-instalments', 'equal-principal'], 'must be equal-instalments or equal-principal'),
  /** Length, in months. */
  termMonths: count,
  /** Instalments paid. */
  paidInstalments: count,
  startedOn: day,
  /** Day of the next instalment; absent when it is paid off. */
  nextDay: z.optional(day),
  /** The next instalment, in fen. */
  nextAmountFen: z.optional(positiveFen),
  /** Last four digits of the card that pays. */
  cardTail: z.optional(z.string('must be a text').check(z.regex(/^\d{4}$/, 'must be 4 digits'))),
});
export type FundLoan = z.infer<typeof FundLoan>;

export const fundLoan = defineRecord({
  schema: FundLoan,
  subjects: { accountNumber: fundAccountNumber },
  order: ['startedOn', 'loanNumber'],
  personal: [],
});
