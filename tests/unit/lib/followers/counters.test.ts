import { describe, expect, it } from 'vitest';
import { createCounters } from '../../../../lib/followers/counters.ts';
import { aClock } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';
import { aCipher } from '../services/support/proof-world.ts';

const table = useTable();
const counters = createCounters(table, async () => aCipher);
const now = aClock()();
const tomorrow = Date.parse('2026-05-17T00:00:00+08:00');

describe('tries of a day', () => {
  const allowance = (who: string, most = 3) => ({ what: 'test', who, most });

  it('are never exceeded, however many come at once, and start anew at midnight in Beijing', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => counters.take([allowance('a')], now)));
    expect(results.filter((usedUp) => usedUp === undefined)).toHaveLength(3);
    expect(await counters.take([allowance('a')], tomorrow - 1)).toMatchObject({ who: 'a' });
    expect(await counters.take([allowance('a')], tomorrow)).toBeUndefined();
  });

  it('take all or none', async () => {
    const two = [allowance('b', 1), allowance('c', 5)];
    expect(await counters.take(two, now)).toBeUndefined();
    for (let time = 0; time < 5; time += 1) expect(await counters.take(two, now)).toMatchObject({ who: 'b' });
    for (let time = 0; time < 4; time += 1) expect(await counters.take([allowance('c', 5)], now)).toBeUndefined();
    expect(await counters.take([allowance('c', 5)], now)).toMatchObject({ who: 'c' });
  });

  it('can be given back, but not below none', async () => {
    await counters.take([allowance('d', 1)], now);
    await counters.giveBack([allowance('d', 1)], now);
    await counters.giveBack([allowance('d', 1)], now);
    expect(await counters.take([allowance('d', 1)], now)).toBeUndefined();
    expect(await counters.take([allowance('d', 1)], now)).toMatchObject({ who: 'd' });
  });
});
