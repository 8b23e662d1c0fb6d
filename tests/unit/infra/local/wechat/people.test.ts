import { describe, expect, it } from 'vitest';
import { fetchToken, keys, useBench } from './support/simulator.ts';

const bench = useBench();
const ok = { errcode: 0, errmsg: 'ok' };

describe('tags', () => {
  const create = (name: string) => bench().api<{ tag: { id: number } }>('/cgi-bin/tags/create', { tag: { name } });

  it('have names of their own, 30 bytes at most, and are put on up to 50 followers a call', async () => {
    const openid = await bench().follower();
    const { tag } = await create('员工');
    expect(await create('员工')).toMatchObject({ errcode: 45157 });
    expect(await create('十一个汉字的标签名字太长')).toMatchObject({ errcode: 45158 });
    const members = (openid_list: string[], tagid = tag.id) =>
      bench().api('/cgi-bin/tags/members/batchtagging', { openid_list, tagid });
    expect(await members([openid])).toEqual(ok);
    expect(await members(Array.from({ length: 51 }, () => openid))).toMatchObject({ errcode: 40032 });
    expect(await members([openid], 2)).toMatchObject({ errcode: 45058 });
    expect(await members([openid], 99_999)).toMatchObject({ errcode: 45159 });
    expect(await members(['oNobody'])).toMatchObject({ errcode: 40003 });
    expect(await bench().api('/cgi-bin/tags/get')).toEqual({ tags: [{ id: tag.id, name: '员工', count: 1 }] });
    expect(await bench().api('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [tag.id] });
  });
});

describe('facts about followers', () => {
  it('hold no nickname, and nothing but the openid after unfollowing', async () => {
    const openid = await bench().follower({ scene: 'poster', nickname: '小王' });
    const info = await bench().api(`/cgi-bin/user/info?openid=${openid}`);
    expect(info).toMatchObject({ subscribe: 1, openid, subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: 'poster' });
    expect(JSON.stringify(info)).not.toContain('小王');
    await bench().request('DELETE', `/control/followers/${openid}`);
    expect(await bench().api(`/cgi-bin/user/info?openid=${openid}`)).toEqual({ subscribe: 0, openid });
    expect(await bench().api('/cgi-bin/user/get')).toEqual({ total: 0, count: 0, next_openid: '' });
  });
});

describe('media', () => {
  const upload = async (name: string, bytes: Uint8Array<ArrayBuffer>, type = 'image') => {
    const form = new FormData();
    form.set('media', new Blob([bytes]), name);
    const url = `${bench().simulator.url}/cgi-bin/media/upload?type=${type}&access_token=${await fetchToken(bench())}`;
    return (await (await fetch(url, { method: 'POST', body: form })).json()) as { media_id: string };
  };

  it('are kept for three days, then refused in JSON with status 200', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const { media_id } = await upload('照片.png', bytes);
    const get = async () =>
      fetch(
        `${bench().simulator.url}/cgi-bin/media/get?media_id=${media_id}&access_token=${await fetchToken(bench())}`,
      );
    expect(new Uint8Array(await (await get()).arrayBuffer())).toEqual(bytes);
    bench().advance(3 * 86_400_000);
    const expired = await get();
    expect(expired.status).toBe(200);
    expect(await expired.json()).toMatchObject({ errcode: 40007 });
  });

  it('must be of the right kind and size', async () => {
    expect(await upload('a.exe', new Uint8Array([1]))).toMatchObject({ errcode: 40005 });
    expect(await upload('a.png', new Uint8Array([]))).toMatchObject({ errcode: 44001 });
    expect(await upload('a.amr', new Uint8Array(2 * 1024 * 1024 + 1), 'voice')).toMatchObject({ errcode: 45001 });
    expect(await upload('a.png', new Uint8Array([1]), 'hologram')).toMatchObject({ errcode: 40004 });
  });
});

describe('OAuth', () => {
  const authorize = (openid: string, redirect = 'https://x.cn/pages/a?b=1') =>
    fetch(
      `${bench().simulator.url}/connect/oauth2/authorize?appid=${keys.appId}&redirect_uri=${encodeURIComponent(redirect)}&response_type=code&scope=snsapi_base&state=s1`,
      { redirect: 'manual', headers: { cookie: `phone_openid=${openid}` } },
    );
  const exchange = async (code: string) => {
    const query = `appid=${keys.appId}&secret=${keys.appSecret}&code=${code}&grant_type=authorization_code`;
    return (await bench().request('GET', `/sns/oauth2/access_token?${query}`)).json;
  };
  const codeFor = async (openid: string) =>
    new URL((await authorize(openid)).headers.get('location') ?? '').searchParams.get('code') ?? '';

  it('goes back with a code that tells the openid once, within five minutes', async () => {
    const openid = await bench().follower();
    const location = new URL((await authorize(openid)).headers.get('location') ?? '');
    expect([location.host, location.searchParams.get('b'), location.searchParams.get('state')]).toEqual([
      'x.cn',
      '1',
      's1',
    ]);
    const code = location.searchParams.get('code') ?? '';
    expect(await exchange(code)).toMatchObject({ openid, scope: 'snsapi_base', expires_in: 7200 });
    expect(await exchange(code)).toMatchObject({ errcode: 40163 });
    expect(await exchange('invented')).toMatchObject({ errcode: 40029 });
    const late = await codeFor(openid);
    bench().advance(5 * 60_000);
    expect(await exchange(late)).toMatchObject({ errcode: 42003 });
  });

  it('refuses other hosts, other accounts and people outside WeChat', async () => {
    const openid = await bench().follower();
    await bench().request('POST', '/control/oauth-host', { host: 'x.cn' });
    expect((await authorize(openid, 'https://sub.x.cn/')).status).toBe(200);
    expect((await authorize(openid)).status).toBe(302);
    expect(await (await authorize('oNobody')).text()).toContain('请在微信客户端打开链接');
  });
});

describe('the state', () => {
  it('survives a restart: people, chats, menu and tokens', async () => {
    const openid = await bench().follower({ nickname: '小王' });
    await bench().api('/cgi-bin/menu/create', { button: [{ name: 'a', type: 'click', key: 'a' }] });
    await bench().restart();
    expect((await bench().request('GET', '/phone/state')).json).toMatchObject({
      followers: [{ openid, nickname: '小王', following: true }],
    });
    expect(await bench().api('/cgi-bin/menu/get')).toMatchObject({ menu: { button: [{ key: 'a' }] } });
    expect(await bench().chat(openid)).toHaveLength(1);
  });
});

describe('the phone page', () => {
  it('hears of chats and clock as they happen', async () => {
    const leave = new AbortController();
    const response = await fetch(`${bench().simulator.url}/phone/events`, { signal: leave.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await bench().follower({ nickname: '小王' });
    await bench().request('POST', '/control/clock', { advanceMs: 5 });
    let heard = '';
    while (!heard.includes('event: clock')) heard += (await reader?.read())?.value ?? '';
    leave.abort();
    expect(heard).toContain('event: follower');
    expect(heard).toContain('已关注测试服务号');
    expect(heard).toContain('event: wire');
  });
});
