import { describe, expect, it } from 'vitest';
import { createUses } from '../../../../lib/guard/uses.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const uses = createUses(table);
const hour = 3_600_000;
let count = 0;
const anOpenid = () => `oFollower${count++}`;

describe('uses of a limited service', () => {
  it('are counted up to the limit, however many try at once', async () => {
    const openid = anOpenid();
    const tries = await Promise.all(Array.from({ length: 30 }, () => uses.count(openid, 'bills', 3, now)));
    expect(tries.filter(Boolean)).toHaveLength(3);
  });

  it('begin anew at midnight in Beijing', async () => {
    const openid = anOpenid();
    const lastMinute = Date.parse('2026-05-16T23:59:59+08:00');
    expect(await uses.count(openid, 'bills', 1, lastMinute)).toBe(true);
    expect(await uses.count(openid, 'bills', 1, lastMinute)).toBe(false);
    expect(await uses.count(openid, 'bills', 1, lastMinute + 1000)).toBe(true);
  });

  it('are each follower’s and each service’s own', async () => {
    const [one, other] = [anOpenid(), anOpenid()];
    const counted = [
      await uses.count(one, 'bills', 1, now),
      await uses.count(one, 'outages', 1, now),
      await uses.count(other, 'bills', 1, now),
    ];
    expect(counted).toEqual([true, true, true]);
  });

  it('may be more once the organisation raises its limit', async () => {
    const openid = anOpenid();
    expect([
      await uses.count(openid, 'bills', 1, now),
      await uses.count(openid, 'bills', 1, now),
      await uses.count(openid, 'bills', 2, now),
    ]).toEqual([true, false, true]);
  });

  it('are forgotten after their day', async () => {
    const openid = anOpenid();
    await uses.count(openid, 'bills', 3, now);
    const [item] = await itemsOfFollower(table, openid);
    expect(item).toMatchObject({ used: 1, expiresAt: Date.parse('2026-05-17T00:00:00+08:00') / 1000 });
  });
});

describe('looks at personal data', () => {
  it('are written down in order of time, each once', async () => {
    const openid = anOpenid();
    for (const at of [now + hour, now, now]) await uses.record(openid, { service: 'bills', at, requestId: `r-${at}` });
    expect((await itemsOfFollower(table, openid)).map(({ service, at }) => [service, at])).toEqual([
      ['bills', now],
      ['bills', now + hour],
    ]);
  });

  it('at the same moment in two requests are two', async () => {
    const openid = anOpenid();
    for (const requestId of ['r-1', 'r-2']) await uses.record(openid, { service: 'bills', at: now, requestId });
    expect(await itemsOfFollower(table, openid)).toHaveLength(2);
  });
});
