import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, mergeByOpenid, type NextPage } from '../../../../../lib/notices/audience/merge.ts';

const inPages = (openids: readonly string[], size: number): NextPage => {
  let at = 0;
  return async () => {
    const page = openids.slice(at, at + size).map((openid) => ({ openid }));
    at += size;
    return page.length === 0 ? undefined : page;
  };
};
const merged = async (lists: readonly NextPage[]) => {
  const people: { openid: string; accounts: number }[] = [];
  for await (const person of mergeByOpenid(lists)) people.push(person);
  return people;
};

describe('a merge of lists', () => {
  it('is their union: each person once, in order, with as many accounts as there are entries', async () => {
    const anOpenid = fc.integer({ min: 0, max: 60 }).map((number) => `o${number}`);
    const aList = fc.record({ openids: fc.array(anOpenid, { maxLength: 40 }), size: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(aList, { maxLength: 12 }), async (lists) => {
        const people = await merged(lists.map(({ openids, size }) => inPages([...openids].sort(), size)));
        const counts = new Map<string, number>();
        for (const openid of lists.flatMap(({ openids }) => openids)) counts.set(openid, (counts.get(openid) ?? 0) + 1);
        expect(people).toEqual([...counts.keys()].sort().map((openid) => ({ openid, accounts: counts.get(openid) })));
      }),
    );
  });

  it('counts an entry that stands for no account as a person only', async () => {
    const once = (entries: readonly Entry[]): NextPage => {
      let page: readonly Entry[] | undefined = entries;
      return async () => {
        const given = page;
        page = undefined;
        return given;
      };
    };
    const follows = once([
      { openid: 'a', accounts: 0 },
      { openid: 'b', accounts: 0 },
    ]);
    expect(await merged([follows, once([{ openid: 'b' }]), once([{ openid: 'b', accounts: 0 }])])).toEqual([
      { openid: 'a', accounts: 0 },
      { openid: 'b', accounts: 1 },
    ]);
  });

  it('asks for no more than one page ahead of each list', async () => {
    const asked = [0, 0];
    const endless = (list: number): NextPage => {
      let next = 0;
      return async () => {
        asked[list] = (asked[list] ?? 0) + 1;
        return Array.from({ length: 10 }, () => ({ openid: `o${String(next++ * 2 + list).padStart(6, '0')}` }));
      };
    };
    const people = mergeByOpenid([endless(0), endless(1)]);
    for (let count = 0; count < 100; count += 1) await people.next();
    expect(Math.max(...asked)).toBeLessThanOrEqual(7);
    await people.return(undefined);
  });

  it('fails where a list does', async () => {
    const failing: NextPage = async () => {
      throw new Error('throttled');
    };
    await expect(merged([inPages(['a'], 1), failing])).rejects.toThrow('throttled');
  });
});
