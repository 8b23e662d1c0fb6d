import { describe, expect, it } from 'vitest';
import { fetchToken, keys, useBench } from './support/simulator.ts';

const bench = useBench();

const withToken = (token: string) => bench().request('GET', `/cgi-bin/tags/get?access_token=${token}`);
const plain = async () => {
  const query = `grant_type=client_credential&appid=${keys.appId}&secret=${keys.appSecret}`;
  return (await bench().request<{ access_token: string; expires_in: number }>('GET', `/cgi-bin/token?${query}`)).json;
};

describe('the stable token', () => {
  it('is the same until its last five minutes, then old and new both work', async () => {
    const first = await fetchToken(bench());
    bench().advance(6_800_000);
    expect(await fetchToken(bench())).toBe(first);
    bench().advance(200_000);
    const second = await fetchToken(bench());
    expect(second).not.toBe(first);
    expect((await withToken(first)).json).toMatchObject({ tags: [] });
    expect((await withToken(second)).json).toMatchObject({ tags: [] });
    bench().advance(301_000);
    expect((await withToken(first)).json).toMatchObject({ errcode: 42001 });
    expect((await withToken(second)).json).toMatchObject({ tags: [] });
  });

  it('dies at once when forced, at most every 30 seconds and 20 times a day', async () => {
    const first = await fetchToken(bench());
    const second = await fetchToken(bench(), true);
    expect((await withToken(first)).json).toMatchObject({ errcode: 40001 });
    expect(await fetchToken(bench(), true)).toBe(second);
    for (let time = 0; time < 25; time += 1) {
      bench().advance(31_000);
      await fetchToken(bench(), true);
    }
    const kept = await fetchToken(bench());
    bench().advance(31_000);
    expect(await fetchToken(bench(), true)).toBe(kept);
  });
});

describe('the plain token', () => {
  it('is new at every call, the one before working five more minutes, and leaves the stable one alone', async () => {
    const stable = await fetchToken(bench());
    const first = await plain();
    expect(first.expires_in).toBe(7200);
    const second = await plain();
    expect(second.access_token).not.toBe(first.access_token);
    expect((await withToken(first.access_token)).json).toMatchObject({ tags: [] });
    bench().advance(301_000);
    expect((await withToken(first.access_token)).json).toMatchObject({ errcode: 40001 });
    expect((await withToken(second.access_token)).json).toMatchObject({ tags: [] });
    expect((await withToken(stable)).json).toMatchObject({ tags: [] });
  });
});

describe('what a call needs', () => {
  it.each([
    ['no token', '', 41001],
    ['a malformed token', 'abc', 40014],
    ['an invented token', 'x'.repeat(60), 40001],
  ])('is refused with %s', async (_what, token, errcode) => {
    const { status, json } = await withToken(token);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      errcode,
      errmsg: expect.stringMatching(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    });
  });

  it.each([
    ['appid', { appid: 'wxother' }, 40013],
    ['secret', { secret: 'wrong' }, 40125],
    ['grant type', { grant_type: 'authorization_code' }, 40002],
  ])('is refused with a wrong %s', async (_what, wrong, errcode) => {
    const body = { grant_type: 'client_credential', appid: keys.appId, secret: keys.appSecret, ...wrong };
    expect((await bench().request('POST', '/cgi-bin/stable_token', body)).json).toMatchObject({ errcode });
  });

  it('is an address on the list, when there is a list; the refusal names the caller', async () => {
    await bench().request('POST', '/control/ip-list', { ips: ['203.0.113.9'] });
    const body = { grant_type: 'client_credential', appid: keys.appId, secret: keys.appSecret };
    const refused = await bench().request('POST', '/cgi-bin/stable_token', body);
    expect(refused.json).toMatchObject({ errcode: 40164, errmsg: expect.stringContaining('127.0.0.1') });
    await bench().request('POST', '/control/ip-list', { ips: ['127.0.0.1'] });
    expect(await fetchToken(bench())).toBeTruthy();
  });

  it('is the right method and JSON', async () => {
    const token = await fetchToken(bench());
    const create = `/cgi-bin/tags/create?access_token=${token}`;
    expect((await bench().request('GET', create)).json).toMatchObject({ errcode: 43002 });
    expect((await bench().request('POST', create, '{"tag":')).json).toMatchObject({ errcode: 47001 });
    expect((await bench().request('POST', create, { tagg: 1 })).json).toMatchObject({ errcode: 47001 });
    expect((await bench().request('POST', create, '')).json).toMatchObject({ errcode: 44002 });
  });

  it('is a quota that is left; it is new at midnight in Beijing, or cleared', async () => {
    await bench().request('POST', '/control/quota', { path: '/cgi-bin/tags/get', daily: 1 });
    expect(await bench().api('/cgi-bin/tags/get')).toMatchObject({ tags: [] });
    expect(await bench().api('/cgi-bin/tags/get')).toMatchObject({ errcode: 45009 });
    const quota = { daily_limit: 1, used: 1, remain: 0 };
    expect(await bench().api('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/tags/get' })).toMatchObject({ quota });
    await bench().api('/cgi-bin/clear_quota', { appid: keys.appId });
    expect(await bench().api('/cgi-bin/tags/get')).toMatchObject({ tags: [] });
    bench().advance(86_400_000);
    expect(await bench().api('/cgi-bin/tags/get')).toMatchObject({ tags: [] });
  });
});

describe('faults and logs', () => {
  it('answer so many calls with the code or status asked for', async () => {
    const path = '/cgi-bin/tags/get';
    await bench().request('POST', '/control/faults', { path, errcode: -1, times: 1 });
    await bench().request('POST', '/control/faults', { path, httpStatus: 502 });
    expect(await bench().api(path)).toMatchObject({ errcode: -1 });
    expect((await withToken(await fetchToken(bench()))).status).toBe(502);
    expect(await bench().api(path)).toMatchObject({ tags: [] });
  });

  it('lets the call happen when a fault only delays its answer', async () => {
    await bench().request('POST', '/control/faults', { path: '/cgi-bin/tags/create', delayMs: 100 });
    const start = Date.now();
    expect(await bench().api('/cgi-bin/tags/create', { tag: { name: '员工' } })).toMatchObject({
      tag: { name: '员工' },
    });
    expect(Date.now() - start).toBeGreaterThanOrEqual(95);
  });

  it('records every call with its answer, and no whole secret', async () => {
    const token = await fetchToken(bench());
    await withToken(token);
    const { json } = await bench().request<Record<string, unknown>[]>('GET', '/control/calls?path=/cgi-bin/tags/get');
    expect(json).toMatchObject([{ method: 'GET', path: '/cgi-bin/tags/get', response: { tags: [] }, status: 200 }]);
    const everything = JSON.stringify([(await bench().request('GET', '/control/calls')).json, await bench().wire()]);
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(keys.appSecret);
    await bench().request('DELETE', '/control/calls');
    expect((await bench().request('GET', '/control/calls')).json).toEqual([]);
  });

  it('lists what exists for an unknown path', async () => {
    const { status, json } = await bench().request('GET', '/cgi-bin/nothing');
    expect(status).toBe(404);
    expect(json).toMatchObject({
      error: { code: 'unknown_path' },
      paths: expect.arrayContaining(['/cgi-bin/menu/create']),
    });
  });
});
