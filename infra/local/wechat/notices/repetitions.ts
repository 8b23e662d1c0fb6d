import { createHash } from 'node:crypto';

const sameSendMs = 10 * 60_000;
const minuteMs = 60_000;
/** A send is one number: its place in the order of all ids, and the millisecond of its minute. A million of them take 50 MB. */
const places = 65_536;

/** Remembers what was sent under a `client_msg_id`, for ten minutes. */
export interface Repetitions {
  /** The number of an equal send within ten minutes: such a repetition reaches nobody. */
  find(openid: string, clientMsgId: string, now: number): number | undefined;
  remember(openid: string, clientMsgId: string, number: number, now: number): void;
}

/** 48 bits of a digest; of a million sends two meet once in 500 runs. */
const keyOf = (openid: string, clientMsgId: string): number =>
  createHash('sha1').update(`${openid} ${clientMsgId}`).digest().readUIntBE(0, 6);

/** An empty memory; it keeps what the last ten minutes brought, and nothing else. */
export const createRepetitions = (): Repetitions => {
  const minutes = new Map<number, Map<number, number>>();
  const forget = (now: number) => {
    for (const minute of minutes.keys()) if ((minute + 1) * minuteMs + sameSendMs < now) minutes.delete(minute);
  };
  return {
    find: (openid, clientMsgId, now) => {
      const key = keyOf(openid, clientMsgId);
      for (const [minute, sends] of minutes) {
        const sent = sends.get(key);
        if (sent === undefined) continue;
        if (now - (minute * minuteMs + (sent % places)) < sameSendMs) return Math.floor(sent / places);
      }
      return undefined;
    },
    remember: (openid, clientMsgId, number, now) => {
      const minute = Math.floor(now / minuteMs);
      if (!minutes.has(minute)) {
        forget(now);
        minutes.set(minute, new Map());
      }
      minutes.get(minute)?.set(keyOf(openid, clientMsgId), number * places + Math.floor(now % minuteMs));
    },
  };
};
