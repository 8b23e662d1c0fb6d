import { describe, expect, it } from 'vitest';
import { createPace } from '../../../../lib/followers/pace.ts';
import { aClock } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';
import { aCipher } from '../services/support/proof-world.ts';

const table = useTable();
const pace = createPace(table, async () => aCipher);
const start = aClock()();
const minute = 60_000;
const taken = { kind: 'taken' };

describe('text messages to one phone', () => {
  it('go out one in thirty seconds', async () => {
    expect(await pace.take('13800000001', start)).toEqual(taken);
    expect(await pace.take('13800000001', start + 29_999)).toEqual({ kind: 'wait', ms: 1 });
    expect(await pace.take('13800000001', start + 30_000)).toEqual(taken);
    expect(await pace.take('13800000002', start)).toEqual(taken);
  });

  it('go out once where twenty ask at the same time', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => pace.take('13800000003', start)));
    expect(results.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  });

  it('stop at five an hour, until the first of them is an hour old', async () => {
    for (let sent = 0; sent < 5; sent += 1) {
      expect(await pace.take('13800000004', start + sent * minute)).toEqual(taken);
    }
    expect(await pace.take('13800000004', start + 5 * minute)).toEqual({ kind: 'wait', ms: 55 * minute });
    expect(await pace.take('13800000004', start + 60 * minute)).toEqual(taken);
  });

  it('stop at ten a day', async () => {
    for (let sent = 0; sent < 10; sent += 1) {
      expect(await pace.take('13800000005', start + sent * 20 * minute)).toEqual(taken);
    }
    expect(await pace.take('13800000005', start + 600 * minute)).toMatchObject({ kind: 'wait', ms: 840 * minute });
    expect(await pace.take('13800000005', start + 1440 * minute)).toEqual(taken);
  });
});
