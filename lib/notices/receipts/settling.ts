import { SQSClient } from '@aws-sdk/client-sqs';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { createActiveNotices } from '../active.ts';
import { readTemplateIds, withSmsIds } from '../channels/template-ids.ts';
import { createDueStore } from '../due.ts';
import { createFallBack } from '../fallback/fall-back.ts';
import { openTextMessages, textMessageSettings } from '../fallback/open.ts';
import { createJobs } from '../jobs.ts';
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

/** Joins receipts and sends text messages, with the organisation's own table, queues and account of Tencent Cloud. */
export const openSettling = (settings: SettlingSettings, runtime: Runtime, organisation: Organisation) => {
  const { table, now, log } = runtime;
  const templateIds = readTemplateIds(settings.TEMPLATE_IDS);
  const templates = withSmsIds(organisation.profile.templates, templateIds);
  const notices = createNoticeStore(table, now);
  const tallies = createTallies(table, now);
  const segments = createSegmentStore({ table, tallies, now });
  const queues = createPushQueues(new SQSClient({ maxAttempts: 3 }), {
    plan: settings.PLAN_QUEUE_URL,
    urgent: settings.URGENT_QUEUE_URL,
    bulk: settings.BULK_QUEUE_URL,
    settle: settings.SETTLE_QUEUE_URL,
  });
  const common = { notices, segments, queues, now, log };
  const fold = createFold({
    ...common,
    tallies,
    active: createActiveNotices(table),
    batches: createReceiptBatches(table),
    cursors: createFoldCursors(table, now),
    templates,
    templateIds,
  });
  const texts = openTextMessages(settings, runtime, organisation, { segments, notices });
  const readings = createReadings(table);
  const rules = organisation.profile.notices;
  const fallBack = createFallBack({ ...common, texts, readings, rules, due: createDueStore(table) });
  return createJobs(
    {
      fold: ({ noticeId }, remainingMs) => fold(noticeId, remainingMs),
      'fall-back': ({ noticeId, shard }, remainingMs) => fallBack(noticeId, shard, remainingMs),
    },
    log,
  );
};
