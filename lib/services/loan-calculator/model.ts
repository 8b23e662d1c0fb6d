import type { LoanTerms } from '../../platform/profile/rates.ts';

/** 等额本息: the same every month. 等额本金: the same of the principal every month, and so less and less. */
export type Method = 'equal-instalments' | 'equal-principal';

/** A loan: what is lent in fen, the rate a year in parts per million (26000 is 2.6 %), and its length in months. */
export interface Loan {
  principalFen: number;
  annualRatePpm: number;
  months: number;
}

/** One instalment, in fen. `amountFen` is principal and interest together. */
export interface Instalment {
  /** From 1. */
  number: number;
  principalFen: number;
  interestFen: number;
  amountFen: number;
  /** Still owed afterwards. */
  remainingFen: number;
}

/** Part of the principal paid back before its time, right after an instalment. */
export interface EarlyRepayment {
  afterInstalments: number;
  amountFen: number;
  /** `instalment`: as much a month as before, for a shorter time. `term`: as long as before, with less a month. */
  keep: 'instalment' | 'term';
}

/** A loan with an early repayment, beside the same loan without. */
export interface EarlyOutcome {
  /** What was really repaid early, in fen: never more than was owed. */
  repaidFen: number;
  /** All instalments, those before the early repayment too. */
  instalments: Instalment[];
  savedInterestFen: number;
  savedMonths: number;
}

/** What is asked of the calculator: one part or both, over the same time. */
export interface Question {
  fundFen: number;
  commercialFen: number;
  months: number;
  home: 'first' | 'second';
  fundRatePpm: number;
  commercialRatePpm: number;
}

/** What the page starts from. */
export interface Terms {
  loans: LoanTerms;
}

/** Bounds of what is calculated: amounts in fen, rates in parts per million. */
export const bounds = { leastFen: 1_000_000, mostFen: 10_000_000_000, mostRatePpm: 150_000 } as const;
