import { describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { inParallel } from '../../platform/parallel.ts';
import type { ActiveNotice, ActiveNotices } from '../active.ts';
import type { Gate } from '../gate.ts';
import type { Notice } from '../model.ts';
import type { Notices, PushQueues } from '../port.ts';
import { awaitedMost, type Progress } from '../progress.ts';
import type { Shard, ShardStore } from '../shards.ts';
import type { NoticeStore } from '../store.ts';

/** What the watchdog needs. */
export interface WatchdogDeps {
  store: Pick<NoticeStore, 'get'>;
  shards: Pick<ShardStore, 'list' | 'wake'>;
  gate: Pick<Gate, 'state'>;
  active: Pick<ActiveNotices, 'list' | 'remove'>;
  queues: Pick<PushQueues, 'plan' | 'send' | 'fold'>;
  progress: Pick<Progress, 'frozen' | 'finish'> & Pick<Notices, 'draft'>;
  now: () => number;
  log: Log;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Somebody may be between noting a notice as active and changing it. */
const settledMs = 2 * minuteMs;
/** Receipts come for two days. */
const receiptsMs = 48 * hourMs;
/** So long receipts are looked for each minute; then every fifth while messages go out, and each hour after that. */
const freshMs = 30 * minuteMs;
const minutesBetween = { sending: 5, later: 60 };
/** A shard that nobody has worked on for so long is a fault that somebody must look at. */
const stalledMs = 15 * minuteMs;

/** Whether it is time, with a look each minute, to ask again for something that waits since a time: after one minute, then every fifth. */
const isTime = (since: number, now: number): boolean => {
  const minutes = Math.floor((now - since) / minuteMs);
  return minutes >= 1 && minutes % 5 === 1;
};

const numbers = ({ shards }: Notice): number[] => Array.from({ length: shards }, (_, shard) => shard);

/** Plans shards again that nobody has frozen, and makes a notice to a few people again; once all are, what follows is done again. */
const watchFreezing = async ({ shards, queues, progress, now }: WatchdogDeps, notice: Notice): Promise<void> => {
  if (!isTime(notice.createdAt, now())) return;
  const frozen = new Set((await shards.list(notice.id)).map(({ shard }) => shard));
  const missing = numbers(notice).filter((shard) => !frozen.has(shard));
  if (missing.length === 0) await progress.frozen(notice.id);
  else if (notice.audience.of === 'people') await progress.draft(notice);
  else await Promise.all(missing.map((shard) => queues.plan(notice.id, shard)));
};

/** Since when nobody works on a shard; undefined while somebody does, or while it has to wait. */
const idleSince = ({ sent, leaseUntil = 0, waitUntil = 0 }: Shard, notice: Notice, now: number): number | undefined => {
  if (sent || leaseUntil > now || waitUntil > now) return undefined;
  return Math.max(notice.startedAt ?? notice.createdAt, leaseUntil, waitUntil);
};

/** Shards that wait for the quota go on when there is room before its day is over: an operator had it cleared, or what had room did not go. */
const wakeWaiting = async (
  { shards, gate, queues, now, log }: WatchdogDeps,
  notice: Notice,
  states: readonly Shard[],
) => {
  const waiting = states.filter(({ waitsFor, waitUntil = 0 }) => waitsFor === 'quota' && waitUntil > now());
  if (waiting.length === 0) return;
  const { closed } = await gate.state(notice.channel, notice.lane, now());
  if (closed !== undefined) return;
  for (const { shard } of waiting)
    if (await shards.wake(notice.id, shard)) await queues.send(notice.lane, notice.id, shard);
  log.info('push_woken', { notice: notice.id, shards: waiting.length });
};

/** Who died has not given its shard back: it goes on at once. The others are in a queue, as a rule. */
const watchSending = async (deps: WatchdogDeps, notice: Notice): Promise<void> => {
  const { shards, queues, progress, now, log } = deps;
  const states = await shards.list(notice.id);
  if (states.filter(({ sent }) => sent).length >= notice.shards) {
    await progress.finish(notice.id);
    return;
  }
  await wakeWaiting(deps, notice, states);
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

/** Each minute while receipts come in numbers, then less often. */
const watchReceipts = async ({ queues, active, now }: WatchdogDeps, notice: Notice, { since }: ActiveNotice) => {
  if (isFew(notice) && notice.state === 'sending') return;
  const age = now() - Math.max(notice.sentAt ?? notice.startedAt ?? notice.createdAt, since);
  const every = notice.state === 'sending' ? minutesBetween.sending : minutesBetween.later;
  if (notice.state !== 'sending' && age > receiptsMs + hourMs) await active.remove(notice.id, since);
  else if (age < freshMs || Math.floor(age / minuteMs) % every === 0) await queues.fold(notice.id);
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

/** Looked after at once. */
const atOnce = 10;
/** Places by which each minute begins further on in the list: where notices are too many for one minute, none is left out for ever. */
const step = 7_919;

const inTurn = async ({ active, now }: Pick<WatchdogDeps, 'active' | 'now'>): Promise<ActiveNotice[]> => {
  const items: ActiveNotice[] = [];
  for await (const item of active.list()) items.push(item);
  const first = items.length === 0 ? 0 : (Math.floor(now() / minuteMs) * step) % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
};

/**
 * Looks after every notice under way, until `until` (epoch milliseconds): takes up what a crash left lying, and has receipts joined. Stateless, once a
 * minute; safe twice at once. One notice's fault does not keep it from the others. How many there are.
 */
export const watchNotices = async (deps: WatchdogDeps, until: number): Promise<number> => {
  const items = await inTurn(deps);
  await inParallel(items, atOnce, async (item) => {
    if (deps.now() >= until) return;
    try {
      await watchOne(deps, item);
    } catch (error) {
      deps.log.error('push_job_failed', { job: 'watch', notice: item.noticeId, ...describeError(error) });
    }
  });
  return items.length;
};
