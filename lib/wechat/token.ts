import { WeChatApiError, WeChatNetworkError } from './api-errors.ts';
import { type Pausing, withBackOff } from './back-off.ts';
import type { ApiLog, Now } from './ports.ts';

/** A token as its endpoint gives it. */
export interface FetchedToken {
  value: string;
  expiresInSeconds: number;
}

/** A token as all instances share it; every write raises the version. */
export interface StoredToken {
  value: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  version: number;
}

/** Where all instances share one token. */
export interface TokenStore {
  /** What is stored, expired or not; strongly consistent. */
  read(): Promise<StoredToken | undefined>;
  /** Whether this caller may refresh: the version is still this one (0 for nothing stored) and nobody else holds an unexpired lease. */
  lease(version: number, forMs: number): Promise<boolean>;
  /** Stores the next version and ends the lease; false when somebody else has written since. */
  write(value: string, expiresAt: number, expectedVersion: number): Promise<boolean>;
}

/** Gives a token that works. */
export interface TokenSource {
  get(): Promise<string>;
  /** A token other than `failed`, which WeChat has just refused; asks WeChat for one only if no other instance has done so. */
  renew(failed: string): Promise<string>;
}

export interface TokenDependencies extends Pausing {
  fetchToken: () => Promise<FetchedToken>;
  store: TokenStore;
  now: Now;
  log: ApiLog;
}

/** WeChat renews a stable token in its last 5 minutes; asking earlier gives the same one. */
const earlyMs = 300_000;
const spreadMs = 60_000;
/** Longer than the token call's own time limit, so that a lease outlives its holder's work. */
const leaseMs = 6_000;
const waitMs = 3_000;
const nextLookMs = 10_000;

interface KnownToken extends Omit<StoredToken, 'version'> {
  refreshAt: number;
}

const mayPass = (error: unknown): boolean =>
  error instanceof WeChatApiError
    ? error.action === 'retry'
    : error instanceof WeChatNetworkError && error.failure !== 'timeout';

const nameOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** Callers of the same work at the same time share one run of it. */
const createFlights = <T>() => {
  const flights = new Map<string, Promise<T>>();
  return (name: string, work: () => Promise<T>): Promise<T> => {
    const flight = flights.get(name) ?? work().finally(() => flights.delete(name));
    flights.set(name, flight);
    return flight;
  };
};

/**
 * One token for all instances (获取稳定版接口调用凭据): from memory, else from the shared store, else from WeChat by the one instance
 * that holds the lease. While a refresh ahead of time fails, the old token stays in use. An error is never stored.
 */
export const createTokenSource = (deps: TokenDependencies): TokenSource => {
  const { fetchToken, store, now, sleep, random, log } = deps;
  const share = createFlights<string>();
  let known: KnownToken | undefined;

  const keep = ({ value, expiresAt }: { value: string; expiresAt: number }): string => {
    const planned = expiresAt - earlyMs + random() * spreadMs;
    known = { value, expiresAt, refreshAt: Math.min(expiresAt, Math.max(planned, now() + nextLookMs)) };
    return value;
  };
  const works = <T extends { value: string; expiresAt: number }>(token: T | undefined, failed?: string): token is T =>
    token !== undefined && token.expiresAt > now() && token.value !== failed;

  const fetchAndStore = async (version: number): Promise<string> => {
    const askedAt = now();
    const fetched = await withBackOff(fetchToken, { tries: 3, firstPauseMs: 200, again: mayPass, sleep, random });
    const expiresAt = askedAt + fetched.expiresInSeconds * 1000;
    const stored = await store.write(fetched.value, expiresAt, version);
    log.info('wechat_token_refreshed', { version: version + 1, stored, expiresAt });
    return keep({ value: fetched.value, expiresAt });
  };

  const waitForOther = async (version: number): Promise<string> => {
    const until = now() + waitMs;
    while (now() < until) {
      await sleep(50 + random() * 200);
      const stored = await store.read();
      if (stored && stored.version > version && works(stored)) return keep(stored);
    }
    // The holder of the lease may have died. In normal mode two refreshes give the same token, so this does no harm.
    return fetchAndStore(version);
  };

  const refresh = async (stored: StoredToken | undefined, failed?: string): Promise<string> => {
    const version = stored?.version ?? 0;
    if (await store.lease(version, leaseMs)) return fetchAndStore(version);
    return works(stored, failed) ? keep(stored) : waitForOther(version);
  };

  const obtain = async (): Promise<string> => {
    try {
      const stored = await store.read();
      if (works(stored)) keep(stored);
      return works(stored) && now() < stored.expiresAt - earlyMs ? stored.value : await refresh(stored);
    } catch (error) {
      log.warn('wechat_token_refresh_failed', { reason: nameOf(error) });
      if (!works(known)) throw error;
      return keep(known);
    }
  };

  const replace = async (failed: string): Promise<string> => {
    if (known?.value === failed) known = undefined;
    try {
      const stored = await store.read();
      return works(stored, failed) ? keep(stored) : await refresh(stored, failed);
    } catch (error) {
      log.warn('wechat_token_refresh_failed', { reason: nameOf(error) });
      throw error;
    }
  };

  return {
    get: async () => (works(known) && now() < known.refreshAt ? known.value : share('get', obtain)),
    renew: async (failed) => (works(known, failed) ? known.value : share(`renew ${failed}`, () => replace(failed))),
  };
};
