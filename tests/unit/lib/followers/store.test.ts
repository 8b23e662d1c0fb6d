import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { stranger } from '../../../../lib/followers/follower.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const { erase } = createErasure(table);
const second = 1000;
const day = 86_400_000;
let count = 0;
const anOpenid = () => `oFollower${count++}`;

describe('someone of whom nothing is stored', () => {
  it('is a stranger, and stays one by being read', async () => {
    const openid = anOpenid();
    expect(await followers.get(openid)).toEqual(stranger(openid));
    expect(await itemsOfFollower(table, openid)).toEqual([]);
  });

  it('is not brought into being by a place, a number or an unfollow', async () => {
    const openid = anOpenid();
    await followers.placeAt(openid, { latitude: 29, longitude: 106, at: now });
    await followers.moveTo(openid, { path: [1], at: now });
    await followers.forgetPlace(openid);
    expect(await followers.unfollow(openid, now, now + day)).toBe(false);
    expect(await itemsOfFollower(table, openid)).toEqual([]);
  });
});

describe('an act', () => {
  it('is noted and gives the follower back', async () => {
    const openid = anOpenid();
    expect(await followers.touch(openid, 'message', now)).toMatchObject({ openid, tier: 'visitor', lastSeenAt: now });
  });

  it('that comes twice or late changes nothing, and still gives the follower back', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    for (const at of [now, now - second]) {
      expect(await followers.touch(openid, 'message', at)).toMatchObject({ openid, lastSeenAt: now });
    }
  });

  it('opens its own window beside the other', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    await followers.touch(openid, 'tap', now + second);
    const [item] = await itemsOfFollower(table, openid);
    expect(item).toMatchObject({ messageWindowAt: now, messageSent: 0, tapWindowAt: now + second, tapSent: 0 });
  });

  it('of fifty at once is one follower, seen at the latest', async () => {
    const openid = anOpenid();
    await Promise.all(
      Array.from({ length: 50 }, (_, position) => followers.touch(openid, 'message', now + position * second)),
    );
    expect(await itemsOfFollower(table, openid)).toHaveLength(1);
    expect(await followers.get(openid)).toMatchObject({ lastSeenAt: now + 49 * second });
  });
});

describe('a follow', () => {
  it('remembers the scene that brought the follower', async () => {
    const openid = anOpenid();
    expect(await followers.follow(openid, now, 'poster-12')).toMatchObject({
      followedAt: now,
      firstScene: 'poster-12',
      lastScene: 'poster-12',
    });
  });

  it('keeps the first scene for good, whatever is scanned later', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, 'poster-12');
    await followers.scan(openid, now + second, 'outlet-3');
    await followers.follow(openid, now + 2 * second, 'poster-40');
    expect(await followers.get(openid)).toMatchObject({ firstScene: 'poster-12', lastScene: 'poster-40' });
  });

  it('without a scene leaves room for the first that is scanned', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, undefined);
    expect(await followers.get(openid)).not.toHaveProperty('firstScene');
    expect(await followers.scan(openid, now + second, 'outlet-3')).toMatchObject({ firstScene: 'outlet-3' });
  });

  it('that comes twice or late changes nothing', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, 'poster-12');
    const before = await itemsOfFollower(table, openid);
    await followers.follow(openid, now, 'poster-12');
    await followers.follow(openid, now - second, 'poster-1');
    expect(await itemsOfFollower(table, openid)).toEqual(before);
  });
});

describe('an unfollow with a delay', () => {
  it('keeps what is stored until its day, and is taken back by following again', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, 'poster-12');
    expect(await followers.unfollow(openid, now + second, now + day)).toBe(true);
    expect(await itemsOfFollower(table, openid)).toMatchObject([{ unfollowedAt: now + second, gsi1pk: 'erasure-due' }]);
    expect(await followers.follow(openid, now + 2 * second, undefined)).toMatchObject({ firstScene: 'poster-12' });
    const item = (await itemsOfFollower(table, openid)).find(({ sk }) => sk === 'profile');
    for (const attribute of ['unfollowedAt', 'gsi1pk', 'gsi1sk']) expect(item).not.toHaveProperty(attribute);
  });

  it('that comes after the follower has come back changes nothing', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, undefined);
    await followers.follow(openid, now + 5 * second, undefined);
    expect(await followers.unfollow(openid, now + 2 * second, now + day)).toBe(false);
    expect((await itemsOfFollower(table, openid))[0]).not.toHaveProperty('unfollowedAt');
  });

  it('is not taken back by a follow from before it, delivered late', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    await followers.unfollow(openid, now + 5 * second, now + day);
    await followers.follow(openid, now + second, 'poster-12');
    expect((await itemsOfFollower(table, openid))[0]).toHaveProperty('unfollowedAt', now + 5 * second);
  });

  it('is taken back by a later message, since only followers can write', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, undefined);
    await followers.unfollow(openid, now + second, now + day);
    await followers.touch(openid, 'message', now + 2 * second);
    expect((await itemsOfFollower(table, openid))[0]).not.toHaveProperty('gsi1pk');
  });

  it('stands against a message from before it, delivered late', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, undefined);
    await followers.unfollow(openid, now + 5 * second, now + day);
    await followers.touch(openid, 'message', now + second);
    expect((await itemsOfFollower(table, openid))[0]).toHaveProperty('unfollowedAt');
  });
});

describe('after an erasure', () => {
  it.each([
    ['message', (openid: string, at: number) => followers.touch(openid, 'message', at)],
    ['follow', (openid: string, at: number) => followers.follow(openid, at, 'poster-12')],
    ['scan', (openid: string, at: number) => followers.scan(openid, at, 'poster-12')],
  ])('a %s from before it brings nothing back', async (_act, belated) => {
    const openid = anOpenid();
    await followers.follow(openid, now, 'poster-1');
    await erase(openid, now + 5 * second);
    expect(await belated(openid, now + second)).toEqual(stranger(openid));
    expect(await followers.get(openid)).toEqual(stranger(openid));
  });

  it('a new follow begins anew, with nothing of before', async () => {
    const openid = anOpenid();
    await followers.follow(openid, now, 'poster-1');
    await erase(openid, now + second);
    await followers.follow(openid, now + 2 * second, 'poster-9');
    expect(await followers.get(openid)).toMatchObject({ followedAt: now + 2 * second, firstScene: 'poster-9' });
    const [item] = await itemsOfFollower(table, openid);
    for (const attribute of ['erasedAt', 'expiresAt']) expect(item).not.toHaveProperty(attribute);
  });
});

describe('where a follower is', () => {
  it('in the number menu is noted and left', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    await followers.moveTo(openid, { path: [2, 1], at: now });
    expect(await followers.get(openid)).toMatchObject({ menuPosition: { path: [2, 1], at: now } });
    await followers.moveTo(openid, undefined);
    expect(await followers.get(openid)).not.toHaveProperty('menuPosition');
  });

  it('on the map is the newest report, until it is forgotten', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', now);
    for (const [latitude, at] of [
      [29, now],
      [30, now + second],
      [28, now - second],
    ] as const)
      await followers.placeAt(openid, { latitude, longitude: 106, at });
    expect(await followers.get(openid)).toMatchObject({ lastPlace: { latitude: 30 } });
    await followers.forgetPlace(openid);
    expect(await followers.get(openid)).not.toHaveProperty('lastPlace');
  });
});
