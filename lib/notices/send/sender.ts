import { randomUUID } from 'node:crypto';
import { describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { NoticeRules, Template } from '../../platform/profile/notices.ts';
import { openLateCap } from '../audience/late-cap.ts';
import type { Channels } from '../channels/channel.ts';
import type { DueStore } from '../due.ts';
import type { Gate } from '../gate.ts';
import type { Notice, PushJob, Reason } from '../model.ts';
import { createPace } from '../pace.ts';
import type { PushQueues } from '../port.ts';
import type { Progress } from '../progress.ts';
import type { FoldCursors } from '../receipts/cursor.ts';
import { reconcile } from '../reconcile.ts';
import { segmentSize, unreachedCodes } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { Shard, ShardStore } from '../shards.ts';
import type { NoticeStore } from '../store.ts';
import type { Tallies } from '../tallies.ts';
import { createMessages } from './messages.ts';
import { type LeftOver, passOver } from './pass.ts';
import type { End, Run, WaitReason } from './run.ts';
import { createSegmentSender, type SegmentSenderDeps } from './segment.ts';
import { createWatch, shardLeaseMs } from './watch.ts';

/** What senders need. */
export interface SenderDeps extends Omit<SegmentSenderDeps, 'segments' | 'gate'> {
  store: Pick<NoticeStore, 'get' | 'change' | 'list'>;
  shards: ShardStore;
  segments: SegmentStore;
  tallies: Tallies;
  gate: Gate;
  due: Pick<DueStore, 'put'>;
  cursors: Pick<FoldCursors, 'get'>;
  queues: Pick<PushQueues, 'send' | 'fallBack'>;
  progress: Pick<Progress, 'finish'>;
  channels: Channels;
  templates: Readonly<Record<string, Template>>;
  rules: Pick<NoticeRules, 'messagesPerSecond' | 'quietHours' | 'perPersonPerDay'>;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: Log;
}

/** Sends one shard until `until` (epoch milliseconds), and queues itself again when that was too short. May come twice, and twice at once. */
export type Sender = (job: Extract<PushJob, { do: 'send' }>, until: number) => Promise<void>;

/** Pauses before unknown messages go again within a run; after the last one the tick goes on. */
const againAfterMs = [5_000, 20_000];
const laterMs = 60_000;
/** Before the time limit no further segment is begun. */
const spareMs = 20_000;
const segmentLeaseMs = 45_000;

const unknownTemplate: Reason = {
  code: 'unknown_template',
  message: '配置中没有这条通知的模板。请恢复模板后继续发送，或另建一条通知。',
};

/** When to try again what a pass has left: the earliest of what it waits for. */
const waitFor = ({ soon, quietUntil, busyUntil }: LeftOver, now: number): End => {
  const times = [soon ? now + laterMs : undefined, quietUntil, busyUntil].filter((time) => time !== undefined);
  const until = Math.max(Math.min(...times), now + 1);
  return { kind: 'wait', until, why: soon ? 'no-answer' : 'quiet-hours' };
};

/** Segments under way at once at a rate: two seconds' worth. */
const segmentsAtOnce = (perSecond: number): number =>
  Math.min(8, Math.max(2, Math.ceil((2 * perSecond) / segmentSize)));

/** Whether a text message may take the place of some. */
const someUnreached = (counts: Record<string, number>): boolean =>
  [...unreachedCodes].some((code) => (counts[code] ?? 0) > 0);

/** The senders of notices. */
export const createSender = (deps: SenderDeps): Sender => {
  const { store, shards, segments, gate, due, queues, progress, now, sleep, log } = deps;
  const lateCap = { notices: store, segments, perPersonPerDay: deps.rules.perPersonPerDay, now };

  // All shards of a notice are sent at once, each at its part of the rate; whatever comes together above it, WeChat slows down (45011).
  const rateOf = ({ shards: parts }: Notice): number => deps.rules.messagesPerSecond / parts;

  const open = async (
    notice: Notice,
    template: Template,
    shard: Shard,
    { holder, until }: { holder: string; until: number },
  ): Promise<Run> => ({
    notice,
    template,
    channel: deps.channels[notice.channel],
    shard: shard.shard,
    holder,
    pace: createPace({ perSecond: rateOf(notice), now, sleep }),
    capped: await openLateCap(lateCap, notice, shard.shard),
    segmentLeaseMs: segmentLeaseMs + (segmentsAtOnce(rateOf(notice)) * segmentSize * 1000) / rateOf(notice),
    joinedUntil: (await deps.cursors.get(notice.id))?.at ?? 0,
    until: until - spareMs,
    from: shard.from,
  });

  /** Passes over the shard until nothing is left or the run is at an end. */
  const sendShard = async (run: Run): Promise<End | undefined> => {
    const watch = createWatch(deps, run);
    const sendSegment = createSegmentSender(deps, run, createMessages(run, watch, now));
    const pass = { segments, sendSegment, watch, now, atOnce: segmentsAtOnce(rateOf(run.notice)) };
    await watch.look();
    for (const pauseMs of [...againAfterMs, undefined]) {
      if (run.end !== undefined) return run.end;
      const left = await passOver(pass, run);
      if (run.end !== undefined || left.isDone) return run.end;
      if (!left.soon || pauseMs === undefined || now() + pauseMs >= run.until) return waitFor(left, now());
      await sleep(pauseMs);
      await watch.look();
    }
    return run.end;
  };

  const close = async ({ notice, shard, template }: Run): Promise<void> => {
    const counts = await reconcile(deps, notice.id, shard);
    if (template.sms?.templateId && someUnreached(counts)) await queues.fallBack(notice.id, shard);
    await shards.markSent(notice.id, shard);
    await progress.finish(notice.id);
  };

  const stopNotice = async ({ id }: Notice, reason: Reason): Promise<void> => {
    const outcome = await store.change(id, ['sending'], { state: 'stopped', reason });
    if (outcome.kind === 'changed') log.error('notice_stopped', { notice: id, reason: reason.code });
  };

  /** The quota is used up for what must not wait. A bulk notice that stops at the reserve is as it should be. */
  const noteQuota = ({ id, channel, lane }: Notice, until: number, why: WaitReason): void => {
    const fields = { notice: id, channel, lane, until };
    if (why === 'quota-refused' || lane === 'urgent') log.error('push_quota_used_up', fields);
    else log.info('push_reserve_kept', fields);
  };

  const wait = async (run: Run, { until, why, askedAt }: Extract<End, { kind: 'wait' }>): Promise<void> => {
    const { notice, shard, holder, from } = run;
    const isForQuota = why === 'quota' || why === 'quota-refused';
    if (isForQuota) noteQuota(notice, until, why);
    if (why === 'quota-refused') await gate.close(notice.channel, until, askedAt ?? now());
    const job = { do: 'send', lane: notice.lane, noticeId: notice.id, shard } as const;
    await due.put(until, `send#${notice.id}#${shard}`, job);
    const waiting = { holder, from, waitUntil: until };
    await shards.release(notice.id, shard, isForQuota ? { ...waiting, waitsFor: 'quota' } : waiting);
  };

  const conclude = async (run: Run, end: End | undefined): Promise<void> => {
    const { notice, shard, holder, from } = run;
    log.info('push_shard', { notice: notice.id, shard, end: end?.kind ?? 'sent', from });
    if (end === undefined) return close(run);
    if (end.kind === 'lost') return;
    if (end.kind === 'wait') return wait(run, end);
    if (end.kind === 'refused') await stopNotice(notice, end.reason);
    await shards.release(notice.id, shard, { holder, from });
    if (end.kind === 'time') await queues.send(notice.lane, notice.id, shard);
    if (end.kind === 'broken') throw end.error;
  };

  return async ({ noticeId, shard: number }, until) => {
    const notice = await store.get(noticeId);
    if (notice?.state !== 'sending') return;
    const template = deps.templates[notice.template];
    if (template === undefined) return stopNotice(notice, unknownTemplate);
    const holder = randomUUID();
    const shard = await shards.lease(noticeId, number, { holder, until: now() + shardLeaseMs, now: now() });
    if (shard === undefined) return;
    const run = await open(notice, template, shard, { holder, until });
    try {
      await conclude(run, await sendShard(run));
    } catch (error) {
      log.warn('push_run_failed', { notice: noticeId, shard: number, code: describeError(error).code });
      // The next sender need not wait for the lease to run out; if this fails too, it does.
      await shards.release(noticeId, number, { holder, from: run.from }).catch(() => {});
      throw error;
    }
  };
};
