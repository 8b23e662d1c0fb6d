import * as z from 'zod/mini';
import { maskCard } from '../../platform/masking.ts';
import { defineSubject } from '../definition.ts';
import { cardNumber, count, fen, line, name, phone, positiveFen } from '../fields.ts';

const dayOfMonth = z.int('must be a day of the month').check(z.gte(1), z.lte(31));

/** A savings or credit card. */
export const BankCard = z.object({
  holderName: name,
  /** Registered mobile number. */
  phone,
  type: z.enum(['savings', 'credit'], 'must be savings or credit'),
  /** What the card is called: 金卡. */
  product: line(30),
  /** Usable, not yet activated, or reported lost. */
  status: z.enum(['active', 'inactive', 'lost'], 'must be active, inactive or lost'),
  /** Savings: what is on the account, in fen. Credit: what is owed, as a negative number. */
  balanceFen: fen,
  /** What can be spent now, in fen. */
  availableFen: positiveFen,
  /** Credit: the limit, in fen. */
  limitFen: z.optional(positiveFen),
  /** Credit: points. */
  points: z.optional(count),
  /** Credit: day of the month on which the bill is drawn up. */
  statementDay: z.optional(dayOfMonth),
  /** Branch that keeps the account. */
  branch: z.optional(line(40)),
});
export type BankCard = z.infer<typeof BankCard>;

export const bankCard = defineSubject({
  schema: BankCard,
  subjects: { cardNumber },
  personal: ['holderName', 'phone'],
  claims: [z.strictObject({ cardNumber, holderName: name, phone })],
  identifiedBy: 'cardNumber',
  changes: z.strictObject({}),
  contact: { phone: 'phone', name: 'holderName' },
  shown: maskCard,
});
