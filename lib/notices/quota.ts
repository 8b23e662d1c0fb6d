import { nextBeijingMidnight } from '../platform/clock.ts';
import type { NoticeRules, TemplateChannel } from '../platform/profile/notices.ts';
import type { Lane, Reason } from './model.ts';
import type { GateState } from './port.ts';

/** What the profile says of WeChat's quota. */
export type QuotaRules = Pick<NoticeRules, 'dailyQuota' | 'urgentReserve'>;

/** What is known of a channel on one day. */
export interface ChannelDay {
  /** Messages handed to WeChat since the quota was last cleared. */
  used: number;
  /** Those before. */
  before: number;
  /** Epoch milliseconds until which WeChat refuses; 0 when it does not. */
  refusedUntil: number;
}

const dayMs = 86_400_000;
/** WeChat's day may begin so much later than ours. */
const clockToleranceMs = 5 * 60_000;

const quotaUsedUp: Reason = {
  code: 'quota_used_up',
  message: '今天的微信发送额度已用完，普通和紧急通知都发不出去。没有发完的到时自动继续发送。',
};
const reserveKept: Reason = {
  code: 'reserve_kept',
  message: '今天普通通知的发送额度已用完，余下的留给紧急通知。没有发完的到时自动继续发送。',
};

/**
 * Until when WeChat takes nothing after it refused at `at` for its quota (45009): the next midnight in Beijing. A refusal in the first five minutes of a
 * day may be about the day before, by WeChat's clock, and must not cost the whole day.
 */
export const refusedUntil = (at: number): number => {
  const midnight = nextBeijingMidnight(at);
  const earliest = midnight - dayMs + clockToleranceMs;
  return at < earliest ? earliest : midnight;
};

/** How many messages of a channel a lane may send in a day; undefined where only WeChat knows: the profile tells the quota of template messages alone. */
export const limitOf = (rules: QuotaRules, channel: TemplateChannel, lane: Lane): number | undefined => {
  if (channel !== 'template') return undefined;
  return lane === 'urgent' ? rules.dailyQuota : rules.dailyQuota - rules.urgentReserve;
};

/** Why a lane may send nothing at `now`; undefined while it may. */
const closedAt = (rules: QuotaRules, day: ChannelDay, limit: number | undefined, now: number): GateState['closed'] => {
  if (day.refusedUntil > now) return { by: 'wechat', until: day.refusedUntil, reason: quotaUsedUp };
  if (limit === undefined || day.used < limit) return undefined;
  const reason = day.used < rules.dailyQuota ? reserveKept : quotaUsedUp;
  return { by: 'count', until: nextBeijingMidnight(now), reason };
};

/** How a channel stands for a lane. */
export const gateStateOf = (
  rules: QuotaRules,
  day: ChannelDay,
  { channel, lane, now }: { channel: TemplateChannel; lane: Lane; now: number },
): GateState => {
  const limit = limitOf(rules, channel, lane);
  const closed = closedAt(rules, day, limit, now);
  return {
    used: day.used,
    sentToday: day.used + day.before,
    ...(limit === undefined ? {} : { limit }),
    ...(closed === undefined ? {} : { closed }),
  };
};
