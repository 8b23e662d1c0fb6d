import { describe, expect, it } from 'vitest';
import { createLedger } from '../../../../lib/followers/ledger.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const { spend } = createLedger(table);
const second = 1000;
const hour = 3_600_000;
let count = 0;
const anOpenid = () => `oFollower${count++}`;
const spendTimes = async (openid: string, at: number, times: number) => {
  const spent: boolean[] = [];
  for (let time = 0; time < times; time += 1) spent.push(await spend(openid, at));
  return spent.filter(Boolean).length;
};

describe('the ledger', () => {
  it('has no room for someone who never acted', async () => {
    expect(await spend(anOpenid(), now)).toBe(false);
  });

  it('has room for five after a message, for 48 hours less a second', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    expect(await spend(openid, now + 48 * hour - second)).toBe(false);
    expect(await spend(openid, now + 48 * hour - second - 1)).toBe(true);
    expect(await spendTimes(openid, now, 7)).toBe(4);
  });

  it.each(['tap', 'follow', 'scan'] as const)(
    'has room for three after a %s, for a minute less a second',
    async (act) => {
      const openid = anOpenid();
      if (act === 'tap') await followers.touch(openid, 'tap', now);
      if (act === 'follow') await followers.follow(openid, now, undefined);
      if (act === 'scan') await followers.scan(openid, now, 'poster-12');
      expect(await spend(openid, now + 59 * second)).toBe(false);
      expect(await spend(openid, now + 59 * second - 1)).toBe(true);
      expect(await spendTimes(openid, now, 5)).toBe(2);
    },
  );

  it('takes from the window that closes first', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    await followers.touch(openid, 'tap', now + second);
    expect(await spendTimes(openid, now + 2 * second, 3)).toBe(3);
    expect(await spendTimes(openid, now + 2 * hour, 9)).toBe(5);
  });

  it('has room for eight in both windows together, never more, however many try at once', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    await followers.touch(openid, 'tap', now);
    const spent = await Promise.all(Array.from({ length: 60 }, () => spend(openid, now + second)));
    expect(spent.filter(Boolean)).toHaveLength(8);
  });

  it('has room again after the next act, and not after one that came twice', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    expect(await spendTimes(openid, now, 6)).toBe(5);
    await followers.touch(openid, 'message', now);
    expect(await spend(openid, now)).toBe(false);
    await followers.touch(openid, 'message', now + second);
    expect(await spendTimes(openid, now + second, 6)).toBe(5);
  });

  it('has no room after a follow that came twice', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, undefined);
    expect(await spendTimes(openid, now, 4)).toBe(3);
    await followers.follow(openid, now, undefined);
    expect(await spend(openid, now)).toBe(false);
  });

  it('has no room for someone who left', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    await followers.unfollow(openid, now + second, now + hour);
    expect(await spend(openid, now + 2 * second)).toBe(false);
  });
});
