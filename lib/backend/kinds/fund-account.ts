import * as z from 'zod/mini';
import { maskAccount } from '../../platform/masking.ts';
import { defineSubject } from '../definition.ts';
import { day, idNumber, month, name, phone, positiveFen, ppm } from '../fields.ts';

/** Personal account number of the housing provident fund (个人账号): 12 digits. */
export const fundAccountNumber = z
  .string('must be a text')
  .check(z.regex(/^\d{12}$/, 'must be an account number of 12 digits'));

/** A personal account of the housing provident fund. */
export const FundAccount = z.object({
  holderName: name,
  idNumber,
  /** Registered mobile number. */
  phone,
  /** Employer that pays in. */
  unit: name,
  /** Deposit base, in fen a month. */
  baseFen: positiveFen,
  /** The employer's share of the base, in parts per million: 120000 is 12 %. */
  unitRatePpm: ppm,
  /** The employee's share of the base, in parts per million. */
  personalRatePpm: ppm,
  /** What both pay in a month, in fen. */
  monthlyDepositFen: positiveFen,
  /** Balance, in fen. */
  balanceFen: positiveFen,
  /** In use, sealed (封存) or frozen (冻结). */
  status: z.enum(['normal', 'sealed', 'frozen'], 'must be normal, sealed or frozen'),
  openedOn: day,
  /** The last month that was paid in for. */
  paidUntil: z.optional(month),
});
export type FundAccount = z.infer<typeof FundAccount>;

export const fundAccount = defineSubject({
  schema: FundAccount,
  subjects: { accountNumber: fundAccountNumber },
  personal: ['holderName', 'idNumber', 'phone', 'unit'],
  claims: [z.strictObject({ holderName: name, idNumber, phone })],
  identifiedBy: 'idNumber',
  changes: z.strictObject({ phone: z.optional(phone) }),
  contact: { phone: 'phone', name: 'holderName' },
  shown: maskAccount,
});
