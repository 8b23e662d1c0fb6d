import * as z from 'zod/mini';
import { maskAccount } from '../../platform/masking.ts';
import { defineSubject } from '../definition.ts';
import { areaId, line, mail, name, phone, positiveFen } from '../fields.ts';

/** Account number of the power company (户号): 10 digits that begin with 62. */
export const electricityAccountNumber = z
  .string('must be a text')
  .check(z.regex(/^62\d{8}$/, 'must be an account number of 10 digits that begins with 62'));

const servicePassword = z.string('must be a text').check(z.regex(/^\d{6}$/, 'must be 6 digits'));

/** An electricity account and the contact on record. */
export const ElectricityAccount = z.object({
  /** Who signed the supply contract. */
  holderName: name,
  /** Registered mobile number. */
  phone,
  /** Registered mail address. */
  mail: z.optional(mail),
  /** Where the electricity is used. */
  address: line(120),
  /** Where letters go, if elsewhere. */
  mailingAddress: z.optional(line(120)),
  /** Paid after the month, or bought before use. */
  meterType: z.enum(['postpaid', 'prepaid'], 'must be postpaid or prepaid'),
  /** What a prepaid meter still holds, in fen. */
  prepaidBalanceFen: z.optional(positiveFen),
  /** Node of the area tree: the line that feeds it. */
  areaId,
});
export type ElectricityAccount = z.infer<typeof ElectricityAccount>;

export const electricityAccount = defineSubject({
  schema: ElectricityAccount,
  subjects: { accountNumber: electricityAccountNumber },
  secrets: { servicePassword: z.optional(servicePassword) },
  personal: ['holderName', 'phone', 'mail', 'address', 'mailingAddress'],
  claims: [
    z.strictObject({ accountNumber: electricityAccountNumber, holderName: name, phone }),
    z.strictObject({ accountNumber: electricityAccountNumber, servicePassword }),
  ],
  identifiedBy: 'accountNumber',
  changes: z.strictObject({
    phone: z.optional(phone),
    mail: z.optional(mail),
    mailingAddress: z.optional(line(120)),
    servicePassword: z.optional(servicePassword),
  }),
  contact: { phone: 'phone', name: 'holderName', areaId: 'areaId' },
  shown: maskAccount,
});
