import * as z from 'zod/mini';
import type { RecordOf } from '../../backend/kinds.ts';
import type { Binding } from '../../followers/binding.ts';

/** A bound card with what the bank says of it. */
export interface HeldCard {
  binding: Binding;
  card: RecordOf<'bank-card'>;
}

/** Which card an answer is about, as pages get it. */
export interface CardName {
  /** Id of the binding. */
  binding: string;
  label: string;
  /** 尾号1234 */
  shown: string;
  type: 'savings' | 'credit';
}

/** What a page shows of a card. Money in fen; a credit card's debt is a negative balance. */
export type CardShown = CardName &
  Pick<
    RecordOf<'bank-card'>,
    'product' | 'status' | 'balanceFen' | 'availableFen' | 'limitFen' | 'points' | 'statementDay' | 'branch'
  >;

/** Days from one to another, both included; `YYYY-MM-DD`. */
export interface DayRange {
  from: string;
  to: string;
}

/** One movement, as a follower sees it: names of people masked. */
export interface Movement {
  /** ISO 8601, Beijing time. */
  at: string;
  /** In fen: positive for income, negative for spending. */
  amountFen: number;
  balanceFen?: number;
  summary: string;
  counterparty?: string;
}

/** Sums of movements, in fen, both positive. */
export interface MovementTotals {
  incomeFen: number;
  spendingFen: number;
}

/** The movements of a period, newest first. */
export interface Statement {
  card: CardName;
  period: DayRange;
  movements: Movement[];
  /** Of the whole period; absent when it has more movements than one answer. */
  totals?: MovementTotals;
  /** Where the next answer begins, when there are more. */
  next?: string;
}

/** A credit-card bill, with what is left of it. */
export type BillShown = RecordOf<'credit-bill'> & {
  /** Still to be paid of the whole and of the least, in fen. */
  leftFen: number;
  minimumLeftFen: number;
};

const day = z.iso.date('日期要写成 2026-08-31 这样');

/** Which movements a page asks for: a month, or days; the last 30 days when nothing is named. */
export const StatementQuery = z.strictObject({
  month: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份要写成 2026-08 这样'))),
  from: z.optional(day),
  to: z.optional(day),
  /** `next` of the answer before. */
  before: z.optional(z.string().check(z.regex(/^[\dT:+-]{25}#[A-Za-z0-9-]{1,40}$/, '请回到第一页再试'))),
});
export type StatementQuery = z.infer<typeof StatementQuery>;
