import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { cardNumber, fen, instant, line, name, reference } from '../fields.ts';

/** One movement on a card. */
export const CardTransaction = z.object({
  /** Number of the transaction, unique in the card. */
  transaction: reference,
  at: instant,
  /** In fen: positive for income, negative for spending. */
  amountFen: fen,
  /** Balance afterwards, in fen. */
  balanceFen: z.optional(fen),
  /** What it was, in the words that people read: 工资, 消费. */
  summary: line(60),
  /** The other side: a person's or a merchant's name. */
  counterparty: z.optional(name),
});
export type CardTransaction = z.infer<typeof CardTransaction>;

export const cardTransaction = defineRecord({
  schema: CardTransaction,
  subjects: { cardNumber },
  order: ['at', 'transaction'],
  personal: ['counterparty'],
});
