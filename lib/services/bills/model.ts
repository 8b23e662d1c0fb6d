import * as z from 'zod/mini';
import type { ElectricityBill } from '../../backend/kinds/electricity-bill.ts';

/** Which bill a page asks for: a month, or the newest. */
export const BillInput = z.strictObject({
  month: z.string().check(z.regex(/^(\d{4}-(0[1-9]|1[0-2])|latest)$/, '月份要写成 2026-08 这样。')),
});

/** One line of a bill: the energy of a tariff step, with what it costs. */
export interface BillLine {
  /** Tariff step, from 1. */
  step: number;
  kwh: number;
  /** Price of a kWh in hundredths of a fen. */
  priceCentifen: number;
  amountFen: number;
}

/** A bill with its lines; lines and `adjustmentFen` sum to `amountFen`. */
export interface BillShown extends Omit<ElectricityBill, 'steps'> {
  lines: BillLine[];
  /** What the steps don't explain, in fen: peak and valley prices, free energy. Negative for a reduction. */
  adjustmentFen: number;
  /** Not paid, and the last day to pay is over. */
  overdue: boolean;
}

/** Where a household stands in the year's tariff steps. */
export interface TariffPosition {
  /** Energy used since 1 January, in kWh. */
  usedKwh: number;
  /** Tariff step, from 1. */
  step: number;
  /** What is left before the next step, in kWh; absent in the last one. */
  leftKwh?: number;
}

/** One month in the chart. */
export type MonthFigures = Pick<ElectricityBill, 'month' | 'usageKwh' | 'amountFen' | 'status'>;

/** What the page shows before a month is chosen. */
export interface Overview {
  /** What a prepaid meter still holds, in fen; absent for one that is paid after the month. */
  prepaidBalanceFen?: number;
  /** The newest first, at most 24. */
  months: MonthFigures[];
}

/** What became of the question for one bill. */
export type BillAnswer = { kind: 'found'; bill: BillShown; position?: TariffPosition } | { kind: 'missing' };
