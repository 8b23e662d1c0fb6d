import { describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { ActiveNotice, ActiveNotices } from '../active.ts';
import type { Notice } from '../model.ts';
import type { PushQueues } from '../port.ts';
import { awaitedMost, type Progress } from '../progress.ts';
import type { Shard, ShardStore } from '../shards.ts';
import type { NoticeStore } from '../store.ts';

/** What the watchdog needs. */
export interface WatchdogDeps {
  store: Pick<NoticeStore, 'get'>;
  shards: Pick<ShardStore, 'list'>;
  active: Pick<ActiveNotices, 'list' | 'remove'>;
  queues: Pick<PushQueues, 'plan' | 'send' | 'fold'>;
  progress: Pick<Progress, 'frozen' | 'finish'>;
  now: () => number;
  log: Log;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Somebody may be between noting a notice as active and changing it. */
const settledMs = 2 * minuteMs;
/** Receipts come for two days. */
const receiptsMs = 48 * hourMs;
/** So long receipts are looked for each minute, then each hour. */
const freshMs = 30 * minuteMs;
/** A shard that nobody has worked on for so long is a fault that somebody must look at. */
const stalledMs = 15 * minuteMs;

/** Whether it is time, with a look each minute, to ask again for something that waits since a time: after one minute, then every fifth. */
const isTime = (since: number, now: number): boolean => {
  const minutes = Math.floor((now - since) / minuteMs);
  return minutes >= 1 && minutes % 5 === 1;
};

const numbers = ({ shards }: Notice): number[] => Array.from({ length: shards }, (_, shard) => shard);

/** Plans shards again that nobody has frozen; once all are, what follows is done again. */
const watchFreezing = async (deps: WatchdogDeps, notice: Notice): Promise<void> => {
  if (!isTime(notice.createdAt, deps.now())) return;
  const frozen = new Set((await deps.shards.list(notice.id)).map(({ shard }) => shard));
  const missing = notice.audience.of === 'people' ? [] : numbers(notice).filter((shard) => !frozen.has(shard));
  await Promise.all(missing.map((shard) => deps.queues.plan(notice.id, shard)));
  if (missing.length === 0) await deps.progress.frozen(notice.id);
};

/** Since when nobody works on a shard; undefined while somebody does, or while it has to wait. */
const idleSince = ({ sent, leaseUntil = 0, waitUntil = 0 }: Shard, notice: Notice, now: number): number | undefined => {
  if (sent || leaseUntil > now || waitUntil > now) return undefined;
  return Math.max(notice.startedAt ?? notice.createdAt, leaseUntil, waitUntil);
};

/** Who died has not given its shard back: it goes on at once. The others are in a queue, as a rule. */
const watchSending = async ({ shards, queues, progress, now, log }: WatchdogDeps, notice: Notice): Promise<void> => {
  const states = await shards.list(notice.id);
  if (states.filter(({ sent }) => sent).length >= notice.shards) {
    await progress.finish(notice.id);
    return;
  }
  for (const state of states) {
    const since = idleSince(state, notice, now());
    if (since === undefined || (state.holder === undefined && !isTime(since, now()))) continue;
    const idleMs = now() - since;
    const fields = { notice: notice.id, shard: state.shard, idleSeconds: Math.round(idleMs / 1000) };
    if (idleMs > stalledMs) log.error('notice_stalled', fields);
    else log.warn('push_taken_up', fields);
    await queues.send(notice.lane, notice.id, state.shard);
  }
};

const isFew = ({ shards, people = 0 }: Notice): boolean => shards === 1 && people <= awaitedMost;

/** Each minute while receipts come in numbers, then once an hour. */
const watchReceipts = async ({ queues, active, now }: WatchdogDeps, notice: Notice, { since }: ActiveNotice) => {
  if (isFew(notice) && notice.state === 'sending') return;
  const age = now() - Math.max(notice.sentAt ?? notice.startedAt ?? notice.createdAt, since);
  if (notice.state !== 'sending' && age > receiptsMs + hourMs) await active.remove(notice.id, since);
  else if (age < freshMs || Math.floor(age / minuteMs) % 60 === 0) await queues.fold(notice.id);
};

const watchOne = async (deps: WatchdogDeps, item: ActiveNotice): Promise<void> => {
  const notice = await deps.store.get(item.noticeId);
  if (notice?.state === 'freezing') return watchFreezing(deps, notice);
  if (notice?.state === 'sending') await watchSending(deps, notice);
  if (notice?.state === 'sending' || notice?.state === 'stopped') return watchReceipts(deps, notice, item);
  if (notice?.state === 'sent' && !isFew(notice)) return watchReceipts(deps, notice, item);
  // Not under way after all, or no longer.
  if (deps.now() - item.since > settledMs) await deps.active.remove(item.noticeId, item.since);
};

/**
 * Looks after every notice under way: takes up what a crash left lying, and has receipts joined. Stateless, once a minute; safe twice at once.
 * One notice's fault does not keep it from the others.
 */
export const watchNotices = async (deps: WatchdogDeps): Promise<number> => {
  let notices = 0;
  for await (const item of deps.active.list()) {
    notices += 1;
    try {
      await watchOne(deps, item);
    } catch (error) {
      deps.log.error('push_job_failed', { job: 'watch', notice: item.noticeId, ...describeError(error) });
    }
  }
  return notices;
};
