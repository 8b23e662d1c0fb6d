import type { StoredToken, TokenStore } from '../../lib/wechat/token.ts';

/** A token store in memory, for one process: as many token sources as one likes may share it. */
export const createMemoryTokenStore = (now: () => number, stored?: StoredToken): TokenStore => {
  let token = stored;
  let leasedUntil = 0;
  const isCurrent = (version: number): boolean => (token?.version ?? 0) === version;
  return {
    read: async () => token && { ...token },
    lease: async (version, forMs) => {
      const granted = isCurrent(version) && leasedUntil <= now();
      if (granted) leasedUntil = now() + forMs;
      return granted;
    },
    write: async (value, expiresAt, expectedVersion) => {
      if (!isCurrent(expectedVersion)) return false;
      token = { value, expiresAt, version: expectedVersion + 1 };
      leasedUntil = 0;
      return true;
    },
  };
};
