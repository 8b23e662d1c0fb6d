import { describe, expect, it, vi } from 'vitest';
import { type ApiPorts, addressOf, createApi, faultIn } from '../../../../../../lib/page-kit/api.ts';

const answer = (status: number, body: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status });

const anApi = (ports: Partial<ApiPorts>) =>
  createApi({ fetch: async () => answer(200, {}), signIn: () => true, page: () => '/pages/me', ...ports });

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => faultIn(error),
  );

describe('a call of the API', () => {
  it('says which page asks, and sends JSON', async () => {
    const fetch = vi.fn<ApiPorts['fetch']>(async () => answer(200, { done: true }));
    expect(await anApi({ fetch }).post('/api/binding/start', { kind: 'room' })).toEqual({ done: true });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect([url, init?.method, init?.body]).toEqual(['/api/binding/start', 'POST', '{"kind":"room"}']);
    expect(init?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-page': '/pages/me',
    });
  });

  it('leaves out what is undefined in a query', () => {
    expect(addressOf('/api/bills', { month: '2026-08', binding: undefined })).toBe('/api/bills?month=2026-08');
    expect(addressOf('/api/bills', { month: undefined })).toBe('/api/bills');
  });

  it('fails in the words of the account, with field and next step', async () => {
    const error = { code: 'not_bound', message: '请先绑定', next: { label: '去绑定', href: '/pages/bind' } };
    expect(await faultOf(anApi({ fetch: async () => answer(403, { error }) }).get('/api/bills'))).toEqual(error);
  });

  it.each([
    ['an answer that is no JSON', async () => new Response('<html>', { status: 200 })],
    ['an error without words', async () => answer(500, { error: { code: 1 } })],
    ['a gateway error', async () => new Response('Bad gateway', { status: 502 })],
  ])('tells people to come back later after %s', async (_, fetch) => {
    expect(await faultOf(anApi({ fetch }).get('/api/bills'))).toMatchObject({ code: 'bad_answer' });
  });

  it('tells a lost network from a slow one', async () => {
    const offline = async () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await faultOf(anApi({ fetch: offline }).get('/api/bills'))).toMatchObject({ code: 'offline' });
    const never: ApiPorts['fetch'] = (_, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    const slow = anApi({ fetch: never, timeoutMs: 5 }).get('/api/bills');
    expect(await faultOf(slow)).toMatchObject({ code: 'no_answer' });
  });
});

describe('a follower who is not signed in', () => {
  const fetch = async () => answer(401, {});

  it('is sent to sign in, and sees nothing in between', async () => {
    const signIn = vi.fn(() => true);
    const call = faultOf(anApi({ fetch, signIn }).get('/api/bills'));
    const first = await Promise.race([call, new Promise((resolve) => setTimeout(resolve, 20, 'still waiting'))]);
    expect(first).toBe('still waiting');
    expect(signIn).toHaveBeenCalledOnce();
  });

  it('is told how to get in when signing in was tried in vain', async () => {
    expect(await faultOf(anApi({ fetch, signIn: () => false }).get('/api/bills'))).toMatchObject({
      code: 'signed_out',
    });
  });

  it('fails in words of its own where the page stays and asks who is there', async () => {
    const fetch = async () => answer(401, {});
    const signedOut = { code: 'signed_out', message: '登录过期了' };
    expect(await faultOf(anApi({ fetch, signIn: () => false, signedOut }).get('/desk/api/me'))).toEqual(signedOut);
  });
});
