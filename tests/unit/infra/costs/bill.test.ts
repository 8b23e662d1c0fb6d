import { describe, expect, it } from 'vitest';
import { billOf, idleCosts } from '../../../../infra/costs/bill.ts';

const nothing = { journey: 'x', callbacks: 0, functions: 0, batches: 0, readUnits: 0, writeUnits: 0, queueRequests: 0 };

describe('the bill', () => {
  it('is nothing for nothing', () => expect(billOf(nothing).money).toBe(0));

  it('counts units by their price per million', () => {
    expect(billOf({ ...nothing, readUnits: 2, writeUnits: 4 }).money).toBeCloseTo(2 * 0.125 + 4 * 0.625);
  });

  it('charges receipts by the batch and their messages one by one', () => {
    const { queueRequests, lambdaCalls } = billOf({ ...nothing, callbacks: 1, batches: 1, queueRequests: 1 });
    expect([queueRequests, lambdaCalls]).toEqual([1.04, 1.02]);
  });

  it('names the price of a fixed address', () => {
    const address = idleCosts(13, 7).find(({ what }) => what.startsWith('egress=one'));
    expect(address?.money).toBeCloseTo(36.5);
  });
});
