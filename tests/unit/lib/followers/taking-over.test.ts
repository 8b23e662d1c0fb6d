import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createNoticePreferences } from '../../../../lib/followers/notice-preferences.ts';
import { noteRelation } from '../../../../lib/followers/relation.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { createTakingOver, type TakenOver } from '../../../../lib/followers/taking-over.ts';
import { keys } from '../../../../lib/platform/keys.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { incomingOf } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { anEventXml, createTime } from '../../../support/payloads.ts';
import { itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const erasure = createErasure(table);
const preferences = createNoticePreferences(table);
const second = 1000;
/** When WeChat's events here happen, and a moment before it, at which the list of followers was read. */
const eventAt = createTime * second;
const at = eventAt - 5 * second;
const everyDelay = [0, 30];
let count = 0;

const anOpenid = () => `oTaken${count++}`;
const take = async (openid: string, from: Table = table): Promise<TakenOver | undefined> => {
  const takingOver = createTakingOver(from);
  const seen = (await takingOver.look([openid])).get(openid);
  return seen && takingOver.take(openid, at, seen);
};
const leaves = (openid: string, erasureDelayDays: number) =>
  noteRelation(
    { followers, erasure, erasureDelayDays, log: aLog().log },
    incomingOf(anEventXml('unsubscribe', '', openid)),
  );
/** Whether notices to everyone find the person, and whether they would be sent one. */
const reach = async (openid: string) => {
  const items = await itemsOfFollower(table, openid);
  const following = (await preferences.ofMany([openid])).get(openid)?.following;
  return { listed: items.some(({ sk }) => sk === 'following'), following };
};
const reached = { listed: true, following: true };
const notReached = { listed: false, following: false };

/** The same table; before (or, for `after`, right after) its write of this kind of item something else happens. */
const interrupted = (sk: string, event: () => Promise<unknown>, when: 'before' | 'after' = 'before'): Table => {
  let isOver = false;
  const send = (async (command: { input: { Item?: { sk?: string } } }) => {
    const isIt = !isOver && command.input.Item?.sk === sk;
    isOver ||= isIt;
    if (isIt && when === 'before') await event();
    const answer = await table.client.send(command as never);
    if (isIt && when === 'after') await event();
    return answer;
  }) as Table['client']['send'];
  return { client: Object.assign(Object.create(table.client), { send }) as Table['client'], name: table.name };
};

describe('taking over somebody who follows already', () => {
  it('makes them a follower whom notices to everyone reach, and opens no window for messages', async () => {
    const openid = anOpenid();
    expect(await take(openid)).toBe('new');
    expect(await itemsOfFollower(table, openid)).toEqual([
      expect.objectContaining({ sk: 'following', openid, at }),
      { ...keys.follower(openid), openid, followedAt: at },
    ]);
    expect(await reach(openid)).toEqual(reached);
  });

  it('changes nothing when it is repeated, and lets them write as anybody', async () => {
    const openid = anOpenid();
    await take(openid);
    const before = await itemsOfFollower(table, openid);
    expect(await take(openid)).toBe('known');
    expect(await itemsOfFollower(table, openid)).toEqual(before);
    expect(await followers.touch(openid, 'message', eventAt)).toMatchObject({ followedAt: at, lastSeenAt: eventAt });
  });

  it('leaves who is known exactly as they are', async () => {
    const openid = anOpenid();
    await followers.follow(openid, at - 9 * second, 'poster-12');
    await followers.raiseTier(openid, 'verified');
    const before = await itemsOfFollower(table, openid);
    expect(await take(openid)).toBe('known');
    expect(await itemsOfFollower(table, openid)).toEqual(before);
  });

  it('puts on the list who has only written, and changes nothing else of theirs', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', at - 9 * second);
    const [before] = await itemsOfFollower(table, openid);
    expect(await take(openid)).toBe('listed');
    expect(await itemsOfFollower(table, openid)).toContainEqual(before);
    expect(await reach(openid)).toEqual(reached);
  });

  it('is done once by two at once', async () => {
    const openid = anOpenid();
    const outcomes = await Promise.all([take(openid), take(openid)]);
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1);
    expect(await reach(openid)).toEqual(reached);
  });

  it.each(['following', 'profile'])(
    'is finished by the next that comes, when it dies at the write of %s',
    async (sk) => {
      const openid = anOpenid();
      const dying = interrupted(sk, () => Promise.reject(new Error('killed')));
      await expect(take(openid, dying)).rejects.toThrow('killed');
      expect(await take(openid)).toBe('new');
      expect(await reach(openid)).toEqual(reached);
    },
  );

  it('lets a follow that comes meanwhile be, with its scene', async () => {
    const openid = anOpenid();
    const from = interrupted('profile', () => followers.follow(openid, eventAt, 'poster-40'));
    expect(await take(openid, from)).toBe('listed');
    expect(await followers.get(openid)).toMatchObject({ followedAt: eventAt, firstScene: 'poster-40' });
    expect(await reach(openid)).toEqual(reached);
  });
});

describe('who has left or been erased', () => {
  it.each(everyDelay)('is not taken over, with %i days until an erasure', async (delay) => {
    const openid = anOpenid();
    await followers.follow(openid, at - 9 * second, undefined);
    await leaves(openid, delay);
    const before = await itemsOfFollower(table, openid);
    expect(await take(openid)).toBe('gone');
    expect(await itemsOfFollower(table, openid)).toEqual(before);
  });

  it('is not taken over when they erased themselves, though they follow still', async () => {
    const openid = anOpenid();
    await followers.follow(openid, at - 9 * second, undefined);
    await erasure.erase(openid, at - second);
    expect(await take(openid)).toBe('gone');
    expect(await reach(openid)).toEqual(notReached);
  });

  it.each(everyDelay)('meanwhile, unknown until then, is not taken over, with %i days', async (delay) => {
    const openid = anOpenid();
    const takingOver = createTakingOver(table);
    expect((await takingOver.look([openid])).get(openid)).toBe('nothing');
    await leaves(openid, delay);
    expect(await takingOver.take(openid, at, 'nothing')).toBe('gone');
    expect(await reach(openid)).toEqual(notReached);
  });

  it.each(
    everyDelay.flatMap((delay) => [
      { delay, sk: 'following', when: 'before' as const },
      { delay, sk: 'following', when: 'after' as const },
      { delay, sk: 'profile', when: 'before' as const },
      { delay, sk: 'profile', when: 'after' as const },
    ]),
  )('at the very write is not taken over: $when $sk, $delay days', async ({ delay, sk, when }) => {
    const openid = anOpenid();
    await take(
      openid,
      interrupted(sk, () => leaves(openid, delay), when),
    );
    expect(await reach(openid)).toEqual(notReached);
    expect(await take(openid)).toBe('gone');
  });

  it.each(everyDelay)('by news that comes after they were taken over leaves all the same, %i days', async (delay) => {
    const openid = anOpenid();
    expect(await take(openid)).toBe('new');
    await leaves(openid, delay);
    expect(await reach(openid)).toEqual(notReached);
  });

  it('while they are put on the list is taken off it again', async () => {
    const openid = anOpenid();
    await followers.touch(openid, 'message', at - 9 * second);
    expect(
      await take(
        openid,
        interrupted('following', () => leaves(openid, 30), 'before'),
      ),
    ).toBe('gone');
    expect(await reach(openid)).toEqual(notReached);
  });

  it('and has come back since is reached again', async () => {
    const openid = anOpenid();
    await take(openid);
    await leaves(openid, 0);
    await followers.follow(openid, eventAt + second, undefined);
    expect(await reach(openid)).toEqual(reached);
    expect(await take(openid)).toBe('known');
  });
});
