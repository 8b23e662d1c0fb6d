import { SQSClient } from '@aws-sdk/client-sqs';
import type { Settings } from '../../platform/config.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { type BatchResult, failed, type QueueRecord } from '../../platform/queue.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { createActiveNotices } from '../active.ts';
import { readTemplateIds } from '../channels/template-ids.ts';
import { createDueStore } from '../due.ts';
import { createFallBack } from '../fallback/fall-back.ts';
import { openTextMessages, textMessageSettings } from '../fallback/open.ts';
import type { PushJob } from '../model.ts';
import { createPushQueues } from '../queues.ts';
import { createReadings } from '../readings.ts';
import { createSegmentStore } from '../segments.ts';
import { createNoticeStore } from '../store.ts';
import { createTallies } from '../tallies.ts';
import { createReceiptBatches } from './batches.ts';
import { createFoldCursors } from './cursor.ts';
import { createFold } from './fold.ts';

/** Names of the settings that settling needs. */
export const settlingSettings = [
  ...textMessageSettings,
  'PLAN_QUEUE_URL',
  'URGENT_QUEUE_URL',
  'BULK_QUEUE_URL',
  'SETTLE_QUEUE_URL',
  'TEMPLATE_IDS',
] as const satisfies (keyof Settings)[];
type SettlingSettings = Pick<Settings, (typeof settlingSettings)[number]>;

/** The two kinds of jobs on the settle queue. */
export interface Settling {
  fold(noticeId: string, remainingMs: () => number): Promise<void>;
  fallBack(noticeId: string, shard: number, remainingMs: () => number): Promise<void>;
}

const settle = (settling: Settling, body: string, remainingMs: () => number): Promise<void> => {
  const job = JSON.parse(body) as PushJob;
  if (job.do === 'fold') return settling.fold(job.noticeId, remainingMs);
  if (job.do === 'fall-back') return settling.fallBack(job.noticeId, job.shard, remainingMs);
  throw new AppError('unknown_job', 'give-up', 'no such job belongs on the settle queue');
};

/** Does the jobs of a batch one after the other; those that fail come again. */
export const createSettling =
  (settling: Settling, log: Log) =>
  async (records: readonly QueueRecord[], remainingMs: () => number): Promise<BatchResult> => {
    const lost: string[] = [];
    for (const { messageId, body } of records) {
      try {
        await settle(settling, body, remainingMs);
      } catch (error) {
        log.error('push_job_failed', { code: describeError(error).code, message: messageId });
        lost.push(messageId);
      }
    }
    return failed(lost);
  };

/** Joins receipts and sends text messages, with the organisation's own table, queues and account of Tencent Cloud. */
export const openSettling = (settings: SettlingSettings, runtime: Runtime, organisation: Organisation) => {
  const { table, now, log } = runtime;
  const { templates } = organisation.profile;
  const notices = createNoticeStore(table);
  const segments = createSegmentStore({ table, tallies: createTallies(table, now), now });
  const queues = createPushQueues(new SQSClient({ maxAttempts: 3 }), {
    plan: settings.PLAN_QUEUE_URL,
    urgent: settings.URGENT_QUEUE_URL,
    bulk: settings.BULK_QUEUE_URL,
    settle: settings.SETTLE_QUEUE_URL,
  });
  const common = { notices, segments, queues, now, log };
  const fold = createFold({
    ...common,
    active: createActiveNotices(table),
    batches: createReceiptBatches(table),
    cursors: createFoldCursors(table, now),
    templates,
    templateIds: readTemplateIds(settings.TEMPLATE_IDS),
  });
  const texts = openTextMessages(settings, runtime, organisation, { segments, notices });
  const readings = createReadings(table);
  const fallBack = createFallBack({ ...common, texts, readings, due: createDueStore(table) });
  return createSettling({ fold, fallBack }, log);
};
