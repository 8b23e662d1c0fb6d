import { describe, expect, it } from 'vitest';
import { createMemoryTokenStore } from '../../../../infra/cases/memory-token-store.ts';
import { WeChatApiError, WeChatNetworkError } from '../../../../lib/wechat/api-errors.ts';
import { createTokenSource, type FetchedToken, type StoredToken } from '../../../../lib/wechat/token.ts';
import { createSilentLog } from './silent-log.ts';

const minute = 60_000;

/** Instances that share one store, on a clock that moves when they sleep. */
const aFleet = (stored?: StoredToken) => {
  let now = 1_800_000_000_000;
  const store = createMemoryTokenStore(() => now, stored && { ...stored, expiresAt: now + stored.expiresAt });
  const fetches: number[] = [];
  const fleet = {
    fetches,
    store,
    answer: async (): Promise<FetchedToken> => ({ value: `token-${fetches.length}`, expiresInSeconds: 7200 }),
    advance: (ms: number) => {
      now += ms;
    },
    anInstance: () =>
      createTokenSource({
        fetchToken: () => {
          fetches.push(now);
          return fleet.answer();
        },
        store,
        now: () => now,
        sleep: async (ms) => {
          now += ms;
          await new Promise((resolve) => setImmediate(resolve));
        },
        random: () => 0.5,
        log: createSilentLog(),
      }),
  };
  return fleet;
};

const busy = async (): Promise<FetchedToken> => {
  throw new WeChatApiError({ api: '/cgi-bin/stable_token', errcode: -1, errmsg: 'system error' });
};

const broken = async (): Promise<FetchedToken> => {
  throw new WeChatNetworkError('/cgi-bin/stable_token', 'http-status', 'HTTP 500');
};

const wrongSecret = async (): Promise<FetchedToken> => {
  throw new WeChatApiError({ api: '/cgi-bin/stable_token', errcode: 40125, errmsg: 'invalid appsecret' });
};

describe('a token source', () => {
  it('asks WeChat once and then answers from memory', async () => {
    const fleet = aFleet();
    const instance = fleet.anInstance();
    expect([await instance.get(), await instance.get()]).toEqual(['token-1', 'token-1']);
    expect(fleet.fetches).toHaveLength(1);
  });

  it('takes what another instance stored', async () => {
    const fleet = aFleet({ value: 'theirs', expiresAt: 60 * minute, version: 3 });
    expect(await fleet.anInstance().get()).toBe('theirs');
    expect(fleet.fetches).toHaveLength(0);
  });

  it('lets 1,000 instances start at once with one refresh and no failed call', async () => {
    const fleet = aFleet();
    fleet.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { value: 'the-one', expiresInSeconds: 7200 };
    };
    // The shared clock must not run ahead of the one fetch, so sleeping takes real time here.
    const instances = Array.from({ length: 1000 }, () =>
      createTokenSource({
        fetchToken: () => {
          fleet.fetches.push(0);
          return fleet.answer();
        },
        store: fleet.store,
        now: Date.now,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 5)),
        random: Math.random,
        log: createSilentLog(),
      }),
    );
    const tokens = await Promise.all(instances.map((instance) => instance.get()));
    expect(new Set(tokens)).toEqual(new Set(['the-one']));
    expect(fleet.fetches).toHaveLength(1);
  });

  it('refreshes by itself when the holder of the lease dies', async () => {
    const fleet = aFleet();
    await fleet.store.lease(0, 60_000);
    expect(await fleet.anInstance().get()).toBe('token-1');
    expect(fleet.fetches).toHaveLength(1);
  });

  it('refreshes ahead of time, in the last five minutes', async () => {
    const fleet = aFleet({ value: 'old', expiresAt: 60_000, version: 1 });
    expect(await fleet.anInstance().get()).toBe('token-1');
  });

  it('does not refresh before the last five minutes, when WeChat would give the same token', async () => {
    const fleet = aFleet();
    const instance = fleet.anInstance();
    await instance.get();
    fleet.advance(114 * minute);
    expect(await instance.get()).toBe('token-1');
    fleet.advance(2 * minute);
    expect(await instance.get()).toBe('token-2');
  });

  it('goes on using the old token while another instance refreshes', async () => {
    const fleet = aFleet({ value: 'old', expiresAt: 2 * minute, version: 1 });
    await fleet.store.lease(1, 6000);
    expect(await fleet.anInstance().get()).toBe('old');
    expect(fleet.fetches).toHaveLength(0);
  });

  it.each([
    ['the endpoint breaks', broken],
    ['the secret has become wrong', wrongSecret],
  ])('goes on using the old token while %s, and tries again later', async (_why, answer) => {
    const fleet = aFleet({ value: 'old', expiresAt: 4 * minute, version: 1 });
    const works = fleet.answer;
    fleet.answer = answer;
    const instance = fleet.anInstance();
    expect(await instance.get()).toBe('old');
    fleet.answer = works;
    fleet.advance(11_000);
    expect(await instance.get()).toMatch(/^token-/);
  });

  it('stores nothing when WeChat refuses, and says so', async () => {
    const fleet = aFleet();
    fleet.answer = wrongSecret;
    await expect(fleet.anInstance().get()).rejects.toMatchObject({ errcode: 40125, kind: 'give-up' });
    expect(await fleet.store.read()).toBeUndefined();
    expect(fleet.fetches).toHaveLength(1);
  });

  it('asks a busy WeChat three times at most', async () => {
    const fleet = aFleet();
    fleet.answer = busy;
    await expect(fleet.anInstance().get()).rejects.toMatchObject({ errcode: -1, kind: 'retry' });
    expect(fleet.fetches).toHaveLength(3);
  });
});

describe('renewing a refused token', () => {
  it('asks WeChat when the stored token is the one that failed', async () => {
    const fleet = aFleet({ value: 'old', expiresAt: 60 * minute, version: 1 });
    const instance = fleet.anInstance();
    expect(await instance.renew(await instance.get())).toBe('token-1');
    expect(await fleet.store.read()).toMatchObject({ value: 'token-1', version: 2 });
  });

  it('asks nobody when another instance has stored a newer one', async () => {
    const fleet = aFleet({ value: 'old', expiresAt: 60 * minute, version: 1 });
    const instance = fleet.anInstance();
    const old = await instance.get();
    await fleet.store.write('new', 1_800_000_000_000 + 90 * minute, 1);
    expect(await instance.renew(old)).toBe('new');
    expect(fleet.fetches).toHaveLength(0);
  });

  it('asks once for ten calls that failed together, in one instance or in ten', async () => {
    for (const instancesCount of [1, 10]) {
      const fleet = aFleet({ value: 'old', expiresAt: 60 * minute, version: 1 });
      const instances = Array.from({ length: instancesCount }, () => fleet.anInstance());
      const renewals = Array.from({ length: 10 }, (_, index) => instances[index % instancesCount]?.renew('old'));
      expect(new Set(await Promise.all(renewals))).toEqual(new Set(['token-1']));
      expect(fleet.fetches).toHaveLength(1);
    }
  });

  it('never gives the refused token back as a fallback', async () => {
    const fleet = aFleet({ value: 'old', expiresAt: 60 * minute, version: 1 });
    fleet.answer = wrongSecret;
    await expect(fleet.anInstance().renew('old')).rejects.toMatchObject({ errcode: 40125 });
  });
});
