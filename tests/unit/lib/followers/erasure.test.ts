import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { keys } from '../../../../lib/platform/keys.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOfFollower, putItem, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const erasure = createErasure(table);
const second = 1000;
const day = 86_400_000;
let count = 0;

/** A follower with a trail of this many looks, a limit and a consent. */
const aFollowerWithItems = async (looks: number) => {
  const openid = `oFollower${count++}`;
  await followers.follow(openid, now, 'poster-12');
  for (let look = 0; look < looks; look += 1)
    await putItem(table, { ...keys.audit(openid, now + look, `r${look}`), service: 'bills' });
  await putItem(table, { ...keys.limit(openid, 'bills', '2026-05-16'), used: 2 });
  await putItem(table, { ...keys.consent(openid, 'template:t1'), openid, given: true });
  return openid;
};
const mark = (openid: string, at: number) => ({ ...keys.follower(openid), erasedAt: at, expiresAt: (at + day) / 1000 });

/** The same table, whose deletions fail until they are mended. */
const breakable = () => {
  const state = { broken: true };
  const send = ((command: never) => {
    if (state.broken && (command as object) instanceof BatchWriteCommand) return Promise.reject(new Error('throttled'));
    return table.client.send(command);
  }) as Table['client']['send'];
  const client = Object.assign(Object.create(table.client), { send }) as Table['client'];
  return { erasure: createErasure({ client, name: table.name }), mend: () => Object.assign(state, { broken: false }) };
};

describe('an erasure', () => {
  it('leaves nothing of sixty-one items but a mark for a day', async () => {
    const openid = await aFollowerWithItems(57);
    expect(await erasure.erase(openid, now + second)).toEqual({ items: 61 });
    expect(await itemsOfFollower(table, openid)).toEqual([mark(openid, now + second)]);
  });

  it('touches no other follower', async () => {
    const [one, other] = [await aFollowerWithItems(1), await aFollowerWithItems(1)];
    const before = await itemsOfFollower(table, other);
    await erasure.erase(one, now + second);
    expect(await itemsOfFollower(table, other)).toEqual(before);
  });

  it('can be repeated, also where the first died in the middle', async () => {
    const openid = await aFollowerWithItems(3);
    const { erasure: dying } = breakable();
    await expect(dying.erase(openid, now + second)).rejects.toThrow('throttled');
    for (let time = 0; time < 2; time += 1) await erasure.erase(openid, now + second);
    expect(await itemsOfFollower(table, openid)).toEqual([mark(openid, now + second)]);
  });

  it('of someone unknown leaves the mark', async () => {
    await erasure.erase('oUnknown', now);
    expect(await itemsOfFollower(table, 'oUnknown')).toEqual([mark('oUnknown', now)]);
  });

  it('that comes after the follower has come back does nothing', async () => {
    const openid = await aFollowerWithItems(1);
    await followers.follow(openid, now + 5 * second, undefined);
    expect(await erasure.erase(openid, now + 2 * second)).toEqual({ items: 0 });
    expect(await itemsOfFollower(table, openid)).toHaveLength(5);
  });

  it('from before another one does not set the mark back', async () => {
    const openid = await aFollowerWithItems(0);
    await erasure.erase(openid, now + 9 * second);
    await erasure.erase(openid, now + second);
    expect(await itemsOfFollower(table, openid)).toEqual([mark(openid, now + 9 * second)]);
  });
});

describe('a delayed erasure', () => {
  const due = now + 30 * day;
  const aLeaver = async (eraseAt = due) => {
    const openid = await aFollowerWithItems(3);
    await followers.unfollow(openid, now + second, eraseAt);
    return openid;
  };

  it('is due at its time, not before', async () => {
    const openid = await aLeaver();
    expect(await erasure.due(due - 1)).not.toContain(openid);
    expect(await erasure.due(due)).toContain(openid);
    expect(await erasure.eraseIfDue(openid, due - 1)).toBe(false);
    expect(await itemsOfFollower(table, openid)).toHaveLength(6);
    expect(await erasure.eraseIfDue(openid, due)).toBe(true);
    expect(await itemsOfFollower(table, openid)).toEqual([mark(openid, due)]);
    expect(await erasure.due(due)).not.toContain(openid);
  });

  it('is done once by two sweepers at once', async () => {
    const openid = await aLeaver();
    await Promise.all([erasure.eraseIfDue(openid, due), erasure.eraseIfDue(openid, due)]);
    expect(await itemsOfFollower(table, openid)).toEqual([mark(openid, due)]);
  });

  it('is not done to who came back', async () => {
    const openid = await aLeaver();
    await followers.follow(openid, now + 2 * second, undefined);
    expect(await erasure.eraseIfDue(openid, due)).toBe(false);
    expect(await followers.get(openid)).toMatchObject({ firstScene: 'poster-12' });
  });

  it('that died in the middle is still due, and is finished by the next run', async () => {
    const openid = await aLeaver();
    await expect(breakable().erasure.eraseIfDue(openid, due)).rejects.toThrow('throttled');
    expect(await followers.get(openid)).toMatchObject({ tier: 'visitor', keptAnswers: [] });
    expect(await erasure.due(due + second)).toContain(openid);
    expect(await erasure.eraseIfDue(openid, due + second)).toBe(true);
    expect(await itemsOfFollower(table, openid)).toEqual([mark(openid, due + second)]);
  });

  it('that died in the middle spares who follows again, and leaves them what they do then', async () => {
    const openid = await aLeaver();
    const { erasure: dying, mend } = breakable();
    await expect(dying.eraseIfDue(openid, due)).rejects.toThrow('throttled');
    mend();
    await followers.follow(openid, due + second, 'poster-40');
    expect(await dying.eraseIfDue(openid, due + 2 * second)).toBe(false);
    expect(await followers.get(openid)).toMatchObject({ firstScene: 'poster-40' });
  });

  it('comes oldest first', async () => {
    const late = await aLeaver(now + 40 * day);
    const early = await aLeaver(now + 35 * day);
    const order = await erasure.due(now + 50 * day);
    expect(order.indexOf(early)).toBeLessThan(order.indexOf(late));
  });
});
