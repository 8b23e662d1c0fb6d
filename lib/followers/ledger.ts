import { type Table, written } from '../platform/table.ts';
import { isStored, updateFollower } from './item.ts';

/** What opens a window for customer-service messages: a message, or a tap, follow or scan (客服消息: 下发条数限制). */
export type Act = 'message' | 'tap';

interface Allowance {
  at: string;
  sent: string;
  messages: number;
  lastsMs: number;
}

/** WeChat's present figures; a second is kept back so that a message is not refused on the border. */
const allowances: Record<Act, Allowance> = {
  tap: { at: 'tapWindowAt', sent: 'tapSent', messages: 3, lastsMs: 59_000 },
  message: { at: 'messageWindowAt', sent: 'messageSent', messages: 5, lastsMs: 48 * 3_600_000 - 1000 },
};

/** Clauses that open the window of an act at `:at`, for the update that notes the act. */
export const openWindow = (act: Act) => {
  const { at, sent } = allowances[act];
  return {
    set: `${at} = :at, ${sent} = :none`,
    isNewer: `(attribute_not_exists(${at}) OR ${at} < :at)`,
    /** Lets an act of the same second pass: WeChat counts in seconds, and a code may be scanned right after the follow. */
    isNotOlder: `(attribute_not_exists(${at}) OR ${at} <= :at)`,
    values: { ':none': 0 },
  };
};

/** Counts the customer-service messages that WeChat allows to one follower. */
export interface Ledger {
  /** Takes one message out of the window that closes first; false when neither has room, and nothing may be sent. */
  spend(openid: string, now: number): Promise<boolean>;
}

const spendFrom = (table: Table, openid: string, now: number, { at, sent, messages, lastsMs }: Allowance) =>
  written(
    updateFollower(table, openid, {
      set: `${sent} = ${sent} + :one`,
      condition: `${isStored} AND attribute_not_exists(unfollowedAt) AND ${at} > :openSince AND ${sent} < :most`,
      values: { ':one': 1, ':openSince': now - lastsMs, ':most': messages },
    }),
  );

/** The ledger, one conditional update per message. */
export const createLedger = (table: Table): Ledger => ({
  spend: async (openid, now) =>
    (await spendFrom(table, openid, now, allowances.tap)) || (await spendFrom(table, openid, now, allowances.message)),
});
