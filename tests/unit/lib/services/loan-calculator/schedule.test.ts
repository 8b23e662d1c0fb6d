import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { repayEarly } from '../../../../../lib/services/loan-calculator/early.ts';
import type { Instalment, Loan, Method } from '../../../../../lib/services/loan-calculator/model.ts';
import {
  equalInstalment,
  interestIn,
  scheduleOf,
  together,
} from '../../../../../lib/services/loan-calculator/schedule.ts';

const aLoan = (wan: number, percent: number, years: number): Loan => ({
  principalFen: wan * 1_000_000,
  annualRatePpm: Math.round(percent * 10_000),
  months: years * 12,
});
const yuan = (fen: number): string => (fen / 100).toFixed(2);
const anyLoan: fc.Arbitrary<Loan> = fc.record({
  principalFen: fc.integer({ min: 1_000_000, max: 10_000_000_000 }),
  annualRatePpm: fc.integer({ min: 0, max: 150_000 }),
  months: fc.integer({ min: 1, max: 360 }),
});
const methods: Method[] = ['equal-instalments', 'equal-principal'];
const anyMethod = fc.constantFrom(...methods);
const principalIn = (instalments: readonly Instalment[]) =>
  instalments.reduce((sum, { principalFen }) => sum + principalFen, 0);

describe('equal instalments', () => {
  // What is lent (万元), the rate a year (%), years, and the instalment (元).
  test.each([
    // Published by banks' calculators.
    [100, 3.1, 30, '4270.16'],
    [100, 4.9, 30, '5307.27'],
    // The formula, in decimals of 50 digits.
    [100, 2.6, 30, '4003.40'],
    [60, 2.6, 30, '2402.04'],
    [100, 4.2, 30, '4890.17'],
    [50, 3.25, 20, '2835.98'],
    [1, 6, 1, '860.66'],
  ])('of %i万元 at %d %% for %i years are %s a month', (wan, percent, years, instalment) => {
    expect(yuan(equalInstalment(aLoan(wan, percent, years)))).toBe(instalment);
  });

  it('agree in all interest too, as far as rounding the instalment to the fen allows', () => {
    // 60万元 at 2.6 % for 30 years: 264,733.78 by the formula.
    const interest = interestIn(scheduleOf(aLoan(60, 2.6, 30), 'equal-instalments'));
    expect(Math.abs(interest - 26_473_378)).toBeLessThan(360);
  });
});

describe('equal principal', () => {
  it('of 100万元 at 3.1 % for 30 years begins with 5361.11, falls by 7.18 a month, and costs 466291.67', () => {
    const [first, second] = scheduleOf(aLoan(100, 3.1, 30), 'equal-principal');
    expect([first, second].map((each) => yuan(each?.amountFen ?? 0))).toEqual(['5361.11', '5353.94']);
    expect(Math.abs(interestIn(scheduleOf(aLoan(100, 3.1, 30), 'equal-principal')) - 46_629_167)).toBeLessThan(360);
  });
});

describe('a schedule, whatever the loan', () => {
  it('sums to the principal and closes it to the fen with the last instalment', () => {
    fc.assert(
      fc.property(anyLoan, anyMethod, (loan, method) => {
        const instalments = scheduleOf(loan, method);
        expect(instalments).toHaveLength(loan.months);
        expect(principalIn(instalments)).toBe(loan.principalFen);
        expect(instalments.at(-1)?.remainingFen).toBe(0);
      }),
    );
  });

  it('has whole fen, nothing negative, and owes less each month', () => {
    fc.assert(
      fc.property(anyLoan, anyMethod, (loan, method) => {
        let owed = loan.principalFen;
        for (const { principalFen, interestFen, amountFen, remainingFen } of scheduleOf(loan, method)) {
          expect([principalFen, interestFen, amountFen].every((fen) => Number.isSafeInteger(fen) && fen >= 0)).toBe(
            true,
          );
          expect(amountFen).toBe(principalFen + interestFen);
          expect(remainingFen).toBe(owed - principalFen);
          owed = remainingFen;
        }
      }),
    );
  });

  it('pays the same each month but the last, or the same of the principal', () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const equal = scheduleOf(loan, 'equal-instalments').slice(0, -1);
        expect(new Set(equal.map(({ amountFen }) => amountFen)).size).toBeLessThanOrEqual(1);
        const principal = scheduleOf(loan, 'equal-principal').slice(0, -1);
        expect(new Set(principal.map(({ principalFen }) => principalFen)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('costs no more interest with equal principal, beyond the rounding', () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const [equal, principal] = methods.map((method) => interestIn(scheduleOf(loan, method)));
        expect((principal ?? 0) - (equal ?? 0)).toBeLessThanOrEqual(loan.months);
      }),
    );
  });

  it('of a combined loan is the sum of both', () => {
    fc.assert(
      fc.property(anyLoan, anyLoan, anyMethod, (one, other, method) => {
        const both = together(scheduleOf(one, method), scheduleOf(other, method));
        expect(principalIn(both)).toBe(one.principalFen + other.principalFen);
        expect(both.at(-1)?.remainingFen).toBe(0);
        expect(both).toHaveLength(Math.max(one.months, other.months));
      }),
    );
  });
});

describe('an early repayment', () => {
  const early = (loan: Loan) =>
    fc.record({
      afterInstalments: fc.integer({ min: 0, max: loan.months - 1 }),
      amountFen: fc.integer({ min: 1_000_000, max: 1_000_000 + loan.principalFen }),
    });
  const cases = anyLoan.chain((loan) => fc.tuple(fc.constant(loan), anyMethod, early(loan)));

  it('and the instalments sum to the principal, closed to the fen', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom('instalment' as const, 'term' as const), ([loan, method, given], keep) => {
        const { repaidFen, instalments, savedMonths } = repayEarly(loan, method, { ...given, keep });
        expect(principalIn(instalments) + repaidFen).toBe(loan.principalFen);
        expect(repaidFen).toBeLessThanOrEqual(given.amountFen);
        expect(instalments.length + savedMonths).toBe(loan.months);
        expect(instalments.map(({ number }) => number)).toEqual(instalments.map((_, at) => at + 1));
      }),
    );
  });

  it('saves interest, and no less of it by a shorter term than by a lower instalment', () => {
    fc.assert(
      fc.property(cases, ([loan, method, given]) => {
        const shorter = repayEarly(loan, method, { ...given, keep: 'instalment' }).savedInterestFen;
        const lower = repayEarly(loan, method, { ...given, keep: 'term' }).savedInterestFen;
        expect(lower).toBeGreaterThanOrEqual(-loan.months);
        expect(shorter).toBeGreaterThanOrEqual(lower - loan.months);
      }),
    );
  });

  it('of 20万元 after 5 years of 100万元 at 3.1 % for 30 years is worth it', () => {
    const loan = aLoan(100, 3.1, 30);
    const given = { afterInstalments: 60, amountFen: 20_000_000 };
    const shorter = repayEarly(loan, 'equal-instalments', { ...given, keep: 'instalment' });
    const lower = repayEarly(loan, 'equal-instalments', { ...given, keep: 'term' });
    expect(lower.savedMonths).toBe(0);
    // By the formula, 200,000 over the 300 months that are left is 958.86 a month less; both instalments are rounded.
    const less = 427_016 - (lower.instalments[60]?.amountFen ?? 0);
    expect(Math.abs(less - 95_886)).toBeLessThanOrEqual(1);
    expect(shorter.savedMonths).toBeGreaterThan(70);
    expect(shorter.savedInterestFen).toBeGreaterThan(lower.savedInterestFen);
  });

  it('of all that is owed ends the loan', () => {
    const loan = aLoan(10, 2.6, 10);
    const outcome = repayEarly(loan, 'equal-principal', { afterInstalments: 12, amountFen: 1e10, keep: 'term' });
    expect(outcome.instalments).toHaveLength(12);
    expect(outcome.repaidFen).toBe(outcome.instalments.at(-1)?.remainingFen);
  });
});
