import { describe, expect, it } from 'vitest';
import { useBench } from './support/simulator.ts';

const bench = useBench();

interface Page {
  total: number;
  count: number;
  data?: { openid: string[] };
  next_openid: string;
}

const aCrowd = async (count: number, following = true): Promise<string[]> =>
  (await bench().request<{ openids: string[] }>('POST', '/control/audience', { count, following })).json.openids;
const page = (after = '') => bench().api<Page>(`/cgi-bin/user/get?next_openid=${after}`);
const openidsAfter = async (after = '') => (await page(after)).data?.openid ?? [];
const leaves = (openid: string) => bench().request('DELETE', `/control/followers/${openid}`);

describe('the list of followers', () => {
  it('names people as they came, then silent followers', async () => {
    const person = await bench().follower();
    const crowd = [...(await aCrowd(3)), ...(await aCrowd(2))];
    expect(await page()).toEqual({
      ...{ total: 6, count: 6, next_openid: crowd.at(-1) },
      data: { openid: [person, ...crowd] },
    });
    expect(await openidsAfter(person)).toEqual(crowd);
    expect(await openidsAfter(crowd[2])).toEqual(crowd.slice(3));
  });

  it('ends with a page of nobody, and no next', async () => {
    const person = await bench().follower();
    expect(await page(person)).toEqual({ total: 1, count: 0, next_openid: '' });
  });

  it('has ten thousand on a page, and everybody on one', async () => {
    const person = await bench().follower();
    const all = [person, ...(await aCrowd(20_500))];
    const found: string[] = [];
    const counts: number[] = [];
    for (let next = ''; ; ) {
      const { total, count, data, next_openid } = await page(next);
      expect(total).toBe(all.length);
      counts.push(count);
      found.push(...(data?.openid ?? []));
      if (next_openid === '') break;
      next = next_openid;
    }
    expect(counts).toEqual([10_000, 10_000, 501, 0]);
    expect(found).toEqual(all);
  });

  it('keeps its order when somebody plays a silent follower, and leaves out who has left', async () => {
    const person = await bench().follower();
    await aCrowd(2, false);
    const crowd = await aCrowd(4);
    await bench().say(crowd[1] ?? '', { type: 'text', content: '在吗' });
    expect(await page()).toMatchObject({ total: 5, data: { openid: [person, ...crowd] } });
    await leaves(crowd[2] ?? '');
    expect(await page()).toMatchObject({ total: 4, data: { openid: [person, crowd[0], crowd[1], crowd[3]] } });
    expect(await openidsAfter(crowd[1])).toEqual([crowd[3]]);
  });

  it('refuses a next_openid of nobody who follows', async () => {
    const person = await bench().follower();
    const [silent = ''] = await aCrowd(1);
    for (const openid of [person, silent]) await leaves(openid);
    for (const openid of [person, silent, 'oNobody', '[object Object]', '__proto__'])
      expect(await page(encodeURIComponent(openid))).toMatchObject({ errcode: 40003 });
  });

  it('is asked for by GET, with a token, five hundred times a day', async () => {
    expect(await bench().api('/cgi-bin/user/get', {})).toMatchObject({ errcode: 43001 });
    const withoutToken = await bench().request('GET', '/cgi-bin/user/get');
    expect(withoutToken.json).toMatchObject({ errcode: 41001 });
    const quota = () => bench().api('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/user/get' });
    expect(await quota()).toMatchObject({ quota: { daily_limit: 500 } });
    await bench().request('POST', '/control/quota', { path: '/cgi-bin/user/get', daily: 1 });
    await page();
    expect(await page()).toMatchObject({ errcode: 45009 });
  });
});
