import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayName, instantName, kwh, monthName, quantity, yuan } from '../../../../../../lib/page-kit/kit/format.ts';

describe('an amount of money', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [12850, '128.50'],
    [123456789, '1,234,567.89'],
    [-12850, '-128.50'],
    [-5, '-0.05'],
  ])('of %i fen reads %s', (fen, text) => {
    expect(yuan(fen)).toBe(text);
  });

  it('keeps every fen', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(Number(yuan(fen).replace(/[,.]/g, ''))).toBe(fen);
      }),
    );
  });
});

describe('a quantity', () => {
  it.each([
    [0, '0'],
    [1234.5, '1,234.5'],
    [100, '100'],
    [0.004, '0'],
    [-0.001, '0'],
    [-1234.56, '-1,234.56'],
  ])('of %d reads %s', (value, text) => {
    expect(quantity(value)).toBe(text);
  });

  it('of energy is in 度', () => {
    expect(kwh(1231)).toBe('1,231 度');
  });
});

describe('a time', () => {
  it('reads as people say it', () => {
    expect(monthName('2026-08')).toBe('2026年8月');
    expect(monthName('2026-12')).toBe('2026年12月');
    expect(dayName('2026-08-03')).toBe('2026年8月3日');
  });

  it('is Beijing time wherever the phone is', () => {
    expect(instantName(Date.UTC(2026, 7, 2, 16, 5))).toBe('2026年8月3日 00:05');
    expect(instantName('2026-08-03T14:05:00+08:00')).toBe('2026年8月3日 14:05');
  });
});
