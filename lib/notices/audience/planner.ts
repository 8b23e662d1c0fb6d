import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { ActiveNotices } from '../active.ts';
import type { Notice, PushJob, Reason } from '../model.ts';
import type { PushQueues } from '../port.ts';
import type { ShardStore } from '../shards.ts';
import type { NoticeStore } from '../store.ts';
import { type FreezeDeps, type FreezeOutcome, freezeShard } from './freeze.ts';

/** What planning takes. `frozen` moves a notice on once all its shards are frozen; it is called each time that one is. */
export interface PlannerDeps extends FreezeDeps {
  notices: FreezeDeps['notices'] & Pick<NoticeStore, 'change'>;
  shards: Pick<ShardStore, 'freeze' | 'list'>;
  active: Pick<ActiveNotices, 'remove'>;
  queues: Pick<PushQueues, 'plan'>;
  frozen: (noticeId: string) => Promise<unknown>;
  sleep: (ms: number) => Promise<void>;
  log: Log;
}

/** Freezes a shard until `until` (epoch milliseconds) and queues itself again when that was too short. May come twice, and twice at once. */
export type Planner = (job: Extract<PushJob, { do: 'plan' }>, until: number) => Promise<void>;

/** Between two looks at an earlier notice that is itself being counted. */
const lookAgainMs = 500;

const messages: Record<string, string> = {
  unknown_area: '区域树里没有所选的区域，可能已被新的区域表替换。请核对区域后重新发起。',
  too_many_areas: '所选区域包含的区域太多。要通知所有人，请选择“全体关注者”。',
  unknown_notice: '找不到原来的通知。请核对后重新发起。',
};

/** Why a notice cannot have an audience, for staff; undefined for what may pass. */
const refusalOf = (error: unknown): Reason | undefined => {
  if (!(error instanceof AppError) || error.kind !== 'reject') return undefined;
  return { code: error.code, message: messages[error.code] ?? '受众无法确定。请核对后重新发起。' };
};

/** Freezes the shards of audiences. */
export const createPlanner = (deps: PlannerDeps): Planner => {
  const { notices, shards, active, queues, frozen, now, sleep, log } = deps;

  /** A follow-up of a notice that is still being counted waits for it, so that it misses nobody. */
  const freeze = async (notice: Notice, shard: number, until: number): Promise<FreezeOutcome> => {
    for (;;) {
      try {
        return await freezeShard(deps, notice, shard, until);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'not_frozen') throw error;
        if (now() + lookAgainMs >= until) return { kind: 'again' };
        await sleep(lookAgainMs);
      }
    }
  };

  const refuse = async (notice: Notice, reason: Reason): Promise<void> => {
    await notices.change(notice.id, ['freezing'], { state: 'refused', reason });
    await active.remove(notice.id);
    log.warn('push_refused', { notice: notice.id, code: reason.code });
  };

  return async ({ noticeId, shard }, until) => {
    const notice = await notices.get(noticeId);
    if (notice?.state !== 'freezing') return;
    const known = (await shards.list(noticeId)).find((each) => each.shard === shard);
    if (known?.frozen !== true) {
      try {
        const outcome = await freeze(notice, shard, until);
        if (outcome.kind !== 'frozen') return await queues.plan(noticeId, shard);
        await shards.freeze(noticeId, shard, outcome.counts);
        log.info('push_shard_frozen', { notice: noticeId, shard, ...outcome.counts });
      } catch (error) {
        const reason = refusalOf(error);
        if (reason === undefined) throw error;
        return await refuse(notice, reason);
      }
    }
    await frozen(noticeId);
  };
};
