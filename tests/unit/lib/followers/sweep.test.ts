import { describe, expect, it } from 'vitest';
import { createErasure, type Erasure } from '../../../../lib/followers/erasure.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { sweepErasures } from '../../../../lib/followers/sweep.ts';
import { aClock, aSaturdayMorning } from '../../../support/clock.ts';
import { aLog } from '../../../support/log.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const erasure = createErasure(table);
const start = aSaturdayMorning;
const day = 86_400_000;

const leavers = async (name: string, many: number) => {
  const openids = Array.from({ length: many }, (_, position) => `o${name}${position}`);
  const leave = async (openid: string) => {
    await followers.follow(openid, start, undefined);
    await followers.unfollow(openid, start + 1000, start + day);
  };
  await Promise.all(openids.map(leave));
};

describe('the sweep', () => {
  it('erases everyone whose delay is over, more than a page of them', { timeout: 30_000 }, async () => {
    await leavers('Many', 130);
    const recorded = aLog();
    const deps = { erasure, now: aClock(start + day), log: recorded.log, until: start + 2 * day };
    await Promise.all([sweepErasures(deps), sweepErasures(deps)]);
    expect(await erasure.due(start + day)).toEqual([]);
    const erased = recorded.lines.map((line) => (JSON.parse(line) as { erased: number }).erased);
    expect((erased[0] ?? 0) + (erased[1] ?? 0)).toBeGreaterThanOrEqual(130);
  });

  it('stops when its time is over, and the next run goes on', async () => {
    await leavers('Late', 3);
    const { log } = aLog();
    await sweepErasures({ erasure, now: () => start + day, log, until: start + day });
    expect(await erasure.due(start + day)).toHaveLength(3);
    await sweepErasures({ erasure, now: () => start + day, log, until: start + day + 1 });
    expect(await erasure.due(start + day)).toEqual([]);
  });

  it('ends where the index still shows what is gone', async () => {
    const stale: Erasure = { ...erasure, due: async () => ['oGone'], eraseIfDue: async () => false };
    const recorded = aLog();
    await sweepErasures({ erasure: stale, now: aClock(), log: recorded.log, until: start + day });
    expect(recorded.find('erasures_swept')).toMatchObject({ erased: 0 });
  });
});
