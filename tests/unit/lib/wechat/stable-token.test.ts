import { afterEach, describe, expect, it } from 'vitest';
import { leanFetch } from '../../../../lib/wechat/fetch.ts';
import { expiresInSeconds, fetchStableToken } from '../../../../lib/wechat/stable-token.ts';
import { json, type ServedAnswer, startWeChatServer } from './wechat-server.ts';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

const fetched = async (answer: ServedAnswer, forceRefresh?: boolean) => {
  const server = await startWeChatServer(() => answer);
  close = server.close;
  const force = forceRefresh === undefined ? {} : { forceRefresh };
  const token = fetchStableToken({
    baseUrl: server.url,
    appId: 'wx1',
    appSecret: 'SECRET',
    fetch: leanFetch,
    timeoutMs: 300,
    ...force,
  });
  return { token, server };
};

describe('fetchStableToken', () => {
  it('asks in normal mode, which gives all instances the same token', async () => {
    const { token, server } = await fetched(json({ access_token: 'A', expires_in: 7200 }));
    expect(await token).toEqual({ value: 'A', expiresInSeconds: 7200 });
    expect(server.calls[0]).toMatchObject({ method: 'POST', path: '/cgi-bin/stable_token' });
    expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({
      grant_type: 'client_credential',
      appid: 'wx1',
      secret: 'SECRET',
      force_refresh: false,
    });
  });

  it('asks by force only when told to', async () => {
    const { token, server } = await fetched(json({ access_token: 'A', expires_in: 7200 }), true);
    await token;
    expect(JSON.parse(server.calls[0]?.body ?? '')).toMatchObject({ force_refresh: true });
  });

  it('takes a wrong secret (40001 here) for a wrong setting, not for a token to renew', async () => {
    const { token } = await fetched(json({ errcode: 40001, errmsg: 'invalid credential SECRET' }));
    const error = await token.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ errcode: 40001, action: 'configuration', kind: 'give-up' });
    expect(String(error)).not.toContain('SECRET');
  });

  it.each([
    ['an answer without a token', json({ expires_in: 7200 }), 'bad-body'],
    ['an empty token', json({ access_token: '' }), 'bad-body'],
    ['HTTP 500', { status: 500, body: 'no' }, 'http-status'],
  ])('throws on %s', async (_what, answer, failure) => {
    const { token } = await fetched(answer);
    await expect(token).rejects.toMatchObject({ failure });
  });
});

describe('expiresInSeconds', () => {
  it.each([
    [7200, 7200],
    ['1500', 1500],
    [undefined, 7200],
    ['soon', 7200],
    [0, 7200],
  ])('of %j is %i', (given, seconds) => {
    expect(expiresInSeconds(given)).toBe(seconds);
  });
});
