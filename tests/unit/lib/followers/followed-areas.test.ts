import { describe, expect, it } from 'vitest';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFollowedAreas, type FollowedArea, mostFollowedAreas } from '../../../../lib/followers/followed-areas.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { readStored } from '../../../../lib/followers/stored.ts';
import { audienceShards, index, keys } from '../../../../lib/platform/keys.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOfFollower, putItem, useTable } from '../../../support/table.ts';

const table = useTable();
const followed = createFollowedAreas(table);
let count = 0;
const somebody = () => `oFollower${count++}`;
const anArea = (id: string, followedAt = now): FollowedArea => ({ id, name: `${id}社区`, followedAt });
const idsOf = async (openid: string) => (await followed.of(openid)).map(({ id }) => id);
/** Areas whose place in the index leads to the follower. */
const leadsOf = async (openid: string): Promise<string[]> =>
  (await itemsOfFollower(table, openid)).flatMap((item) => {
    const [, areaId = '', shard] = /^area#(.+)#(\d+)$/.exec(String(item['gsi1pk'])) ?? [];
    return shard === undefined ? [] : [areaId];
  });

/** The same table, whose `at`-th write fails, before it has had its effect. */
const dyingAt = (at: number): Table => {
  let writes = 0;
  const send = ((command: { constructor: { name: string } }) => {
    if (/Put|Update|Delete/.test(command.constructor.name) && ++writes === at)
      return Promise.reject(new Error('killed'));
    return table.client.send(command as never);
  }) as Table['client']['send'];
  return { client: Object.assign(Object.create(table.client), { send }) as Table['client'], name: table.name };
};

describe('a followed area', () => {
  it('is listed by its name, the oldest first, and leads notices to the follower', async () => {
    const openid = somebody();
    for (const area of [anArea('b', now + 1), anArea('a', now)]) expect(await followed.follow(openid, area)).toBe(true);
    expect(await followed.of(openid)).toEqual([anArea('a', now), anArea('b', now + 1)]);
    const items = await itemsOfFollower(table, openid);
    const lead = items.find(({ areaId }) => areaId === 'a');
    expect(lead).toMatchObject({ ...index.area('a', openid, 'followed-area'), openid, kind: 'followed-area' });
    expect(Number(String(lead?.['gsi1pk']).split('#').at(-1))).toBeLessThan(audienceShards);
  });

  it('is one however often it is asked for', async () => {
    const openid = somebody();
    expect(await Promise.all([1, 2, 3].map(() => followed.follow(openid, anArea('a'))))).toEqual([true, true, true]);
    expect(await idsOf(openid)).toEqual(['a']);
    expect(await leadsOf(openid)).toEqual(['a']);
  });

  it('is followed no more once that is said, also twice, and leaves its place to another', async () => {
    const openid = somebody();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await followed.follow(openid, anArea(id));
    expect(await followed.follow(openid, anArea('f'))).toBe(false);
    for (let time = 0; time < 2; time += 1) await followed.unfollow(openid, 'b');
    expect(await leadsOf(openid)).not.toContain('b');
    expect(await followed.follow(openid, anArea('f'))).toBe(true);
    expect((await idsOf(openid)).sort()).toEqual(['a', 'c', 'd', 'e', 'f']);
    await followed.unfollow(somebody(), 'a');
  });
});

describe('the limit', () => {
  it('holds however many are asked for at once', async () => {
    const openid = somebody();
    const asked = Array.from({ length: 20 }, (_, at) => followed.follow(openid, anArea(`n-${at}`)));
    const taken = (await Promise.all(asked)).filter(Boolean);
    expect(taken).toHaveLength(mostFollowedAreas);
    expect(await idsOf(openid)).toHaveLength(mostFollowedAreas);
    expect((await leadsOf(openid)).sort()).toEqual((await idsOf(openid)).sort());
  });

  it('lets who has reached it follow again what they follow already', async () => {
    const openid = somebody();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await followed.follow(openid, anArea(id));
    expect(await followed.follow(openid, anArea('c'))).toBe(true);
  });

  it('is each follower’s own', async () => {
    const [one, other] = [somebody(), somebody()];
    for (const id of ['a', 'b', 'c', 'd', 'e']) await followed.follow(one, anArea(id));
    expect(await followed.follow(other, anArea('a'))).toBe(true);
    expect(await idsOf(other)).toEqual(['a']);
  });
});

describe('a request that died in the middle', () => {
  it('of following is finished by the next look, or has left nothing', async () => {
    for (const at of [1, 2, 3]) {
      const openid = somebody();
      await expect(createFollowedAreas(dyingAt(at)).follow(openid, anArea('a'))).rejects.toThrow('killed');
      const left = await idsOf(openid);
      expect(left).toEqual(at === 3 ? ['a'] : []);
      expect(await leadsOf(openid)).toEqual(left);
    }
  });

  it('of ending it is finished by the next look, or has changed nothing', async () => {
    for (const at of [1, 2]) {
      const openid = somebody();
      await followed.follow(openid, anArea('a'));
      await expect(createFollowedAreas(dyingAt(at)).unfollow(openid, 'a')).rejects.toThrow('killed');
      const left = await idsOf(openid);
      expect(left).toEqual(at === 1 ? ['a'] : []);
      expect(await leadsOf(openid)).toEqual(left);
    }
  });

  it('is not mistaken for one that came since', async () => {
    const openid = somebody();
    await followed.follow(openid, anArea('a', now));
    await createFollowedAreas(dyingAt(2))
      .unfollow(openid, 'a')
      .catch(() => undefined);
    // Between the reader's look and its tidying, the area is followed again.
    const late = { ...table, client: Object.create(table.client) as Table['client'] };
    let isFirst = true;
    late.client.send = (async (command: never) => {
      const answer = await table.client.send(command);
      if (isFirst) {
        isFirst = false;
        await followed.follow(openid, anArea('a', now + 1));
      }
      return answer;
    }) as Table['client']['send'];
    await createFollowedAreas(late).of(openid);
    expect(await leadsOf(openid)).toEqual(['a']);
    expect(await idsOf(openid)).toEqual(['a']);
  });
});

describe('of who is erased', () => {
  it('nothing is left', async () => {
    const openid = somebody();
    await createFollowers(table).follow(openid, now, undefined);
    for (const id of ['a', 'b']) await followed.follow(openid, anArea(id));
    await createErasure(table).erase(openid, now + 1000);
    expect((await itemsOfFollower(table, openid)).map(({ sk }) => sk)).toEqual([keys.follower(openid).sk]);
    expect(await idsOf(openid)).toEqual([]);
  });

  it('and of who asks for a copy, all is shown without a key', async () => {
    const openid = somebody();
    await putItem(table, { ...keys.follower(openid), openid, tier: 'visitor' });
    await followed.follow(openid, anArea('a'));
    const copy = await readStored(table, openid);
    expect(copy['followed-areas']).toEqual([{ areas: { a: { name: 'a社区', followedAt: now } } }]);
    expect(copy['followed-area']).toEqual([{ areaId: 'a', kind: 'followed-area', followedAt: now }]);
    expect(JSON.stringify(copy)).not.toContain(openid);
  });
});
