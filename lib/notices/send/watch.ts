import type { NoticeRules } from '../../platform/profile/notices.ts';
import type { Gate } from '../gate.ts';
import type { Reason } from '../model.ts';
import { endOf, isWithin } from '../quiet-hours.ts';
import type { ShardStore } from '../shards.ts';
import type { NoticeStore } from '../store.ts';
import { endRun, type Run } from './run.ts';

/** What keeping watch over a run needs. */
export interface WatchDeps {
  store: Pick<NoticeStore, 'get'>;
  shards: Pick<ShardStore, 'renew'>;
  gate: Pick<Gate, 'state'>;
  rules: Pick<NoticeRules, 'quietHours'>;
  now: () => number;
}

/** Ends a run when it may not go on: looked at once a second, whatever the number of messages. */
export interface Watch {
  /** Looks now, and waits for what it sees. */
  look(): Promise<void>;
  /** Looks if the last look is a second old, without waiting for it. */
  glance(): void;
}

/** How long a shard is its sender's without a sign of life. */
export const shardLeaseMs = 60_000;
const lookAgainMs = 1_000;
const renewAfterMs = 15_000;

const tooLate: Reason = {
  code: 'too_late',
  message: '通知说的事情已经过去，没有发完的不再发送。仍要告诉大家的，请另建一条通知。',
};

/** The watch over one run. A look that fails is repeated by the next: the run's own writes tell of a table that is gone. */
export const createWatch = ({ store, shards, gate, rules, now }: WatchDeps, run: Run): Watch => {
  const { notice, shard, holder } = run;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let renewedAt = now();

  const renew = async (): Promise<void> => {
    if (now() - renewedAt < renewAfterMs) return;
    renewedAt = now();
    const lease = { holder, until: now() + shardLeaseMs, now: now(), from: run.from };
    if (!(await shards.renew(notice.id, shard, lease))) endRun(run, { kind: 'lost' });
  };

  const look = async (): Promise<void> => {
    lookedAt = now();
    const { channel, lane } = notice;
    const [seen, { closed }] = await Promise.all([store.get(notice.id), gate.state(channel, lane, now()), renew()]);
    if (seen?.state !== 'sending') endRun(run, { kind: 'stopped' });
    else if (seen.until !== undefined && seen.until <= now()) endRun(run, { kind: 'refused', reason: tooLate });
    if (closed?.by === 'wechat') endRun(run, { kind: 'wait', until: closed.until, why: 'quota' });
    if (closed?.by === 'count') run.full = { kind: 'wait', until: closed.until, why: 'quota' };
    if (lane === 'bulk' && isWithin(rules.quietHours, now()))
      endRun(run, { kind: 'wait', until: endOf(rules.quietHours, now()), why: 'quiet-hours' });
    if (now() >= run.until) endRun(run, { kind: 'time' });
  };

  return {
    look,
    glance: () => {
      if (now() - lookedAt >= lookAgainMs) void look().catch(() => {});
    },
  };
};
