import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { createApi } from '../../../../../lib/doors/pages/api.ts';
import { createPages } from '../../../../../lib/doors/pages/app.ts';
import { createSignedCookies, sessionCookie } from '../../../../../lib/doors/pages/session.ts';
import { createSignIns } from '../../../../../lib/doors/pages/sign-in-store.ts';
import type { Binding } from '../../../../../lib/followers/binding.ts';
import { createGuard } from '../../../../../lib/guard/guard.ts';
import { type ApiCall, defineRoute, defineService } from '../../../../../lib/guard/service.ts';
import { AppError } from '../../../../../lib/platform/errors.ts';
import { createFieldCipher } from '../../../../../lib/platform/field-cipher.ts';
import { aClock } from '../../../../support/clock.ts';
import { aFollower } from '../../../../support/followers.ts';
import { aLog } from '../../../../support/log.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';

const organisation = await anOrganisation();
const publicUrl = 'https://account.example';
const aBinding: Binding = {
  id: 'mine',
  kind: 'electricity-account',
  subject: '6200000001',
  shown: '62****0001',
  label: '家',
  role: 'owner',
  isDefault: true,
  boundAt: 1,
  consentVersion: '1',
};

const bills = (handle: (call: ApiCall<{ month: string }>) => Promise<unknown>) =>
  defineService({
    name: 'bills',
    title: '电费账单',
    tier: 'registered',
    binding: 'electricity-account',
    dailyLimit: 2,
    audited: true,
    routes: [
      defineRoute({
        method: 'GET',
        path: '/:month',
        input: z.strictObject({ month: z.string().check(z.regex(/^\d{4}-\d{2}$/)) }),
        handle,
      }),
      defineRoute({
        method: 'POST',
        path: '/labels',
        input: z.strictObject({ label: z.string() }),
        handle: async ({ input }) => input,
      }),
    ],
  });

describe('the pages', () => {
  const table = useTable();
  const clock = aClock();
  const cipher = createFieldCipher(`k1:${randomBytes(32).toString('base64')}`);
  const cookies = createSignedCookies(async () => cipher, clock);
  const recorded = aLog();
  const exchange = vi.fn(async (code: string) => ({ openid: `o${code}`, isSnapshot: code === 'snapshot' }));
  let handle: (call: ApiCall<{ month: string }>) => Promise<unknown>;
  let follower = aFollower({ tier: 'registered' });
  let bindings: Binding[] = [aBinding];
  const record = vi.fn(async () => undefined);
  let uses = 0;

  const open = () => {
    const count = async (_openid: string, _service: string, limit: number) => {
      uses += 1;
      return uses <= limit;
    };
    const guard = createGuard({
      uses: { count, record } as never,
      bindings: { list: async () => bindings },
      organisation,
    });
    const service = bills((call) => handle(call));
    return createPages({
      publicUrl,
      frameAncestors: "'none'",
      facts: { organisation: '临江供电', telephone: '1', demo: false },
      files: { manifest: { styles: [], script: 's.js', pages: { '/pages/bills': [] } }, read: async () => undefined },
      cookies,
      signIn: {
        apiUrl: 'https://api.weixin.qq.com',
        appId: 'wx0123456789abcdef',
        redirectUri: `${publicUrl}/pages/signed-in`,
        cookies,
        signIns: createSignIns(table),
        exchange,
        now: clock,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      },
      campus: { start: async () => 'https://sso.example/login', finish: async () => '/pages/me' },
      jsSdk: { appId: 'wx0123456789abcdef', publicUrl, ticket: { get: async () => 'ticket' }, now: clock },
      api: createApi({
        organisation,
        services: new Map([[service.name, service]]),
        followers: { get: async () => follower },
        guard,
        now: clock,
        log: recorded.log,
      }),
      now: clock,
      log: recorded.log,
    });
  };
  const env = { event: { requestContext: { requestId: 'r1', http: { sourceIp: '127.0.0.1' } } } };
  const ask = (path: string, init: RequestInit = {}) => open().request(`${publicUrl}${path}`, init, env);
  const asMe = async (path: string, init: RequestInit = {}) => {
    const cookie = `${sessionCookie}=${await cookies.seal('session', { openid: 'oMe' }, clock() + 1000)}`;
    return ask(path, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
  };
  const post = {
    method: 'POST',
    body: '{"label":"家"}',
    headers: { origin: publicUrl, 'content-type': 'application/json' },
  };

  beforeEach(() => {
    handle = async ({ input, binding }) => ({ month: input.month, of: binding?.shown });
    follower = aFollower({ tier: 'registered' });
    bindings = [aBinding];
    uses = 0;
    record.mockClear();
    exchange.mockClear();
  });

  describe('behind a session', () => {
    it('answer with the data of the follower’s own binding', async () => {
      const answer = await asMe('/api/bills/2026-08');
      expect([answer.status, await answer.json()]).toEqual([200, { month: '2026-08', of: '62****0001' }]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    it('write the look on the trail before they answer', async () => {
      handle = async () => ({ looks: record.mock.calls });
      const answer = await asMe('/api/bills/2026-08');
      expect(await answer.json()).toMatchObject({ looks: [[follower.openid, { service: 'bills' }]] });
      expect((await asMe('/api/bills/2026-08')).status).toBe(200);
    });

    it('are not there for anybody without one, nor with a forged one', async () => {
      expect((await ask('/api/bills/2026-08')).status).toBe(401);
      expect((await ask('/api/bills/2026-08', { headers: { cookie: `${sessionCookie}=e30.AAAA` } })).status).toBe(401);
      const page = await ask('/pages/bills?month=2026-08');
      expect([page.status, page.headers.get('location')]).toEqual([
        303,
        '/pages/sign-in?then=%2Fpages%2Fbills%3Fmonth%3D2026-08',
      ]);
    });

    it("refuse another's binding like one that does not exist, and say where to bind", async () => {
      const answer = await asMe('/api/bills/2026-08?binding=yours', {
        headers: { 'x-page': '/pages/bills?month=2026-08' },
      });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({
        error: {
          code: 'not_bound',
          next: { href: '/pages/bind?kind=electricity-account&then=%2Fpages%2Fbills%3Fmonth%3D2026-08' },
        },
      });
    });

    it('lead a follower below the tier to the proof that is missing', async () => {
      follower = aFollower({ tier: 'visitor' });
      const answer = await asMe('/api/bills/2026-08', { headers: { 'x-page': '//evil.example' } });
      expect(await answer.json()).toMatchObject({
        error: { code: 'proof_needed', next: { href: '/pages/register?then=%2Fpages%2Fme' } },
      });
    });

    it('say when the limit is over, once it is reached', async () => {
      for (const status of [200, 200, 429]) expect((await asMe('/api/bills/2026-08')).status).toBe(status);
      expect(await (await asMe('/api/bills/2026-08')).json()).toMatchObject({
        error: { code: 'limit_reached', message: expect.stringContaining('00:00') },
      });
    });

    it('refuse input that the schema does not know, naming the field, before anything is counted', async () => {
      for (const path of ['/api/bills/August', '/api/bills/2026-08?openid=oOther']) {
        const answer = await asMe(path);
        expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
          400,
          'bad_input',
        ]);
      }
      expect(uses).toBe(0);
    });

    it('pass on what a service refuses, and hide what breaks', async () => {
      handle = () =>
        Promise.reject(Object.assign(new AppError('no_bill', 'reject', '这个月还没有账单。'), { status: 404 }));
      expect((await asMe('/api/bills/2026-08')).status).toBe(404);
      handle = () => Promise.reject(new Error('secret detail'));
      const broken = await asMe('/api/bills/2026-08');
      expect(broken.status).toBe(503);
      expect(await broken.text()).not.toContain('secret detail');
    });
  });

  describe('that change something', () => {
    it('take JSON from the own origin', async () => {
      expect((await asMe('/api/bills/labels', post)).status).toBe(200);
    });

    it.each([
      ['another origin', { ...post.headers, origin: 'https://evil.example' }],
      ['no origin', { 'content-type': 'application/json' }],
      ['a form', { ...post.headers, 'content-type': 'text/plain' }],
    ])('refuse %s', async (_what, headers) => {
      expect((await asMe('/api/bills/labels', { ...post, headers })).status).toBe(403);
    });
  });

  describe('for signing in', () => {
    const begin = async (path = '/pages/sign-in?then=%2Fpages%2Fbills') => {
      const answer = await ask(path);
      const state = new URL(answer.headers.get('location') ?? '').searchParams.get('state') ?? '';
      return { state, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    };
    const arrive = (state: string, code: string, cookie: string) =>
      ask(`/pages/signed-in?state=${state}&code=${code}`, { headers: { cookie } });

    it('give a session and lead back to what was asked', async () => {
      const { state, cookie } = await begin();
      const back = await arrive(state, 'Ann', cookie);
      expect([back.status, back.headers.get('location')]).toEqual([303, '/pages/bills']);
      expect(back.headers.get('set-cookie')).toMatch(/bianmin_session=[^;]+; .*HttpOnly; Secure; SameSite=Lax/);
    });

    it('exchange a code once, though the return arrives twice at once', async () => {
      const { state, cookie } = await begin();
      const both = await Promise.all([arrive(state, 'Twice', cookie), arrive(state, 'Twice', cookie)]);
      expect(both.map(({ status }) => status)).toEqual([303, 303]);
      expect(exchange).toHaveBeenCalledTimes(1);
    });

    it.each([
      ['a state of somebody else', async () => ({ ...(await begin()), state: 'f'.repeat(32) })],
      ['no cookie', async () => ({ ...(await begin()), cookie: '' })],
      ["another browser's cookie", async () => ({ state: (await begin()).state, cookie: (await begin()).cookie })],
    ])('refuse %s', async (_what, given) => {
      const { state, cookie } = await given();
      expect((await arrive(state, 'Eve', cookie)).status).toBe(400);
      expect(exchange).not.toHaveBeenCalled();
    });

    it('refuse a used state with another code', async () => {
      const { state, cookie } = await begin();
      await arrive(state, 'First', cookie);
      expect((await arrive(state, 'Second', cookie)).status).toBe(400);
      expect(exchange).toHaveBeenCalledTimes(1);
    }, 10_000);

    it('give no session to a quick-view page, and say what to tap', async () => {
      const { state, cookie } = await begin();
      const back = await arrive(state, 'snapshot', cookie);
      expect(await back.text()).toContain('使用完整服务');
      expect(back.headers.get('set-cookie')).toBeNull();
    });

    it.each(['https://evil.example', '//evil.example', '/pages/../evil', '/api/x', '/pages/bills#x'])(
      'lead to the overview instead of %s',
      async (then) => {
        const { state, cookie } = await begin(`/pages/sign-in?then=${encodeURIComponent(then)}`);
        expect((await arrive(state, 'Ann', cookie)).headers.get('location')).toBe('/pages/me');
      },
    );
  });

  it('sign the JS-SDK for own addresses only', async () => {
    const own = await asMe(`/api/js-sdk?url=${encodeURIComponent(`${publicUrl}/pages/bills?a=1#x`)}`);
    expect(await own.json()).toMatchObject({
      appId: 'wx0123456789abcdef',
      signature: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    for (const url of ['https://evil.example/', `${publicUrl}.evil.example/`, 'x']) {
      expect((await asMe(`/api/js-sdk?url=${encodeURIComponent(url)}`)).status).toBe(400);
    }
  });

  it('carry the headers that keep them from being framed, sniffed or scripted', async () => {
    const { headers } = await ask('/pages/bills');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
