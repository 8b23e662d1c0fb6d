import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { count, day, instant, month, positiveFen } from '../fields.ts';
import { electricityAccountNumber } from './electricity-account.ts';

/** The part of a bill that falls into one tariff step. */
export const BilledStep = z.object({
  /** Tariff step, from 1. */
  step: z.int('must be a whole number').check(z.gte(1), z.lte(9)),
  /** Energy in this step, in kWh. */
  kwh: count,
  /** Price of a kWh in hundredths of a fen: 5300 is 0.53 yuan, 5283 is 0.5283 yuan. */
  priceCentifen: count,
});

/** The electricity bill of one month. */
export const ElectricityBill = z.object({
  /** The month in which the energy was used. */
  month,
  /** Energy used, in kWh. */
  usageKwh: count,
  /** Energy used since 1 January, this month included, in kWh: what the tariff steps follow. */
  yearUsageKwh: count,
  /** Meter reading at the beginning, in kWh. */
  previousReadingKwh: z.optional(count),
  /** Meter reading at the end, in kWh. */
  readingKwh: z.optional(count),
  /** The tariff steps that the month's energy falls into; their energy sums to `usageKwh`. */
  steps: z
    .array(BilledStep, 'must be a list of step:kWh:price, such as 1:210:5300;2:15:5800')
    .check(z.maxLength(9, 'must have at most 9 steps')),
  /** What is to be paid, in fen. */
  amountFen: positiveFen,
  /** Paid, or still owed. */
  status: z.enum(['paid', 'owed'], 'must be paid or owed'),
  /** Last day to pay without a late fee. */
  dueDate: day,
  /** When it was paid. */
  paidAt: z.optional(instant),
});
export type ElectricityBill = z.infer<typeof ElectricityBill>;

export const electricityBill = defineRecord({
  schema: ElectricityBill,
  subjects: { accountNumber: electricityAccountNumber },
  order: ['month'],
  personal: [],
});
