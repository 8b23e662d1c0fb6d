import { createCallback } from '../../lib/callback/callback.ts';
import type { Claim, Claims } from '../../lib/callback/claims.ts';
import { stranger } from '../../lib/followers/follower.ts';
import type { Log } from '../../lib/platform/log.ts';
import { createCipher } from '../../lib/wechat/cipher.ts';
import type { Incoming } from '../../lib/wechat/incoming.ts';
import { textReply } from '../../lib/wechat/reply.ts';

/** The account that stands behind the door of a case. */
export interface DoorAccount {
  token: string;
  encodingAesKey?: string;
  appId?: string;
  originalId: string;
  mode: 'safe' | 'compatible' | 'plaintext';
  /** Epoch seconds; cases are old, so the clock is set to them. */
  now: number;
  /** What the answering function returns; a text by default. */
  answer?: (incoming: Incoming) => unknown;
}

export interface DoorRequest {
  method?: string;
  query?: Record<string, string>;
  body?: string | Buffer;
}

/** What came out: a status of 500 where the door threw, the way a gateway would say it. */
export interface DoorAnswer {
  status: number;
  body: string;
}

const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, with: () => silentLog };
const unusedKey = 'A'.repeat(43);

const leaseMs = 5000;

const createMemoryClaims = (): Claims => {
  const claims = new Map<string, Claim>();
  const move = (identity: string, next: Claim): boolean => {
    if (claims.get(identity)?.state !== 'claimed') return false;
    claims.set(identity, next);
    return true;
  };
  return {
    claim: async (identity, now) => {
      if (claims.has(identity)) return false;
      claims.set(identity, { state: 'claimed', leaseUntil: now + leaseMs });
      return true;
    },
    answer: async (identity, reply) => move(identity, { state: 'answered', reply }),
    giveUp: async (identity) => move(identity, { state: 'late' }),
    read: async (identity) => claims.get(identity),
  };
};

/** The whole callback, with ports in memory and the clock of the case. `handled` is what reached a function or the queue. */
export const openDoor = (account: DoorAccount) => {
  const handled: Incoming[] = [];
  const now = () => account.now * 1000;
  const { encodingAesKey = unusedKey, appId = 'wx0000000000000000', answer = () => textReply('ok') } = account;
  const callback = createCallback({
    settings: {
      mode: account.mode,
      originalId: account.originalId,
      timestampWindowMs: 300_000,
      maximumBodyBytes: 65_536,
      allowedIps: undefined,
      replyDeadlineMs: 4_500,
    },
    credentials: async () => ({ tokens: [account.token], ciphers: [createCipher(encodingAesKey, appId)] }),
    enqueueReceipt: async (incoming) => void handled.push(incoming),
    claims: createMemoryClaims(),
    touch: async (openid) => stranger(openid),
    findFollower: async (openid) => stranger(openid),
    invoke: async (_name, event) => {
      const { incoming } = event as { incoming: Incoming };
      handled.push(incoming);
      return answer(incoming);
    },
    functionNames: { 'on-message': 'on-message', 'on-menu': 'on-menu', 'on-subscribe': 'on-subscribe' },
    apology: textReply('apology'),
    now,
    sleep: async () => {},
    log: silentLog,
  });
  const knock = async ({ method = 'POST', query = {}, body = '' }: DoorRequest): Promise<DoorAnswer> => {
    const request = {
      method,
      query,
      body: Buffer.from(body),
      sourceIp: '192.0.2.1',
      receivedAt: now(),
      requestId: 'case',
    };
    try {
      return await callback(request);
    } catch (error) {
      return { status: 500, body: error instanceof Error ? error.message : 'threw' };
    }
  };
  return { knock, handled };
};
