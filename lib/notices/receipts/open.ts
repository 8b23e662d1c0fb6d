import { SQSClient } from '@aws-sdk/client-sqs';
import { createConsents } from '../../followers/consents.ts';
import { createErasure } from '../../followers/erasure.ts';
import { createFollowers } from '../../followers/store.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { createQueue } from '../../platform/queue.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { readTemplateIds, withSmsIds } from '../channels/template-ids.ts';
import type { PushJob } from '../model.ts';
import { createReceipts } from '../receipts.ts';
import { createSegmentStore } from '../segments.ts';
import { createTallies } from '../tallies.ts';
import { createAwaitedMessages } from './awaited.ts';
import { createReceiptBatches } from './batches.ts';
import { createSettle } from './settle.ts';

/** Names of the settings that taking receipts needs. */
export const receiptSettings = ['SETTLE_QUEUE_URL', 'TEMPLATE_IDS'] as const satisfies (keyof Settings)[];
type ReceiptSettings = Pick<Settings, (typeof receiptSettings)[number]>;

/** Takes events that nobody waits for, with the organisation's own table and queue. */
export const openReceipts = (settings: ReceiptSettings, { table, now, log }: Runtime, { profile }: Organisation) => {
  const queue = createQueue<PushJob>(new SQSClient({ maxAttempts: 3 }), settings.SETTLE_QUEUE_URL);
  const templateIds = readTemplateIds(settings.TEMPLATE_IDS);
  return createReceipts({
    table,
    consents: createConsents(table),
    followers: createFollowers(table),
    erasure: createErasure(table),
    erasureDelayDays: profile.erasureDelayDays,
    batches: createReceiptBatches(table),
    settle: createSettle({
      awaited: createAwaitedMessages(table),
      segments: createSegmentStore({ table, tallies: createTallies(table, now), now }),
      queues: { fallBack: (noticeId, shard) => queue({ do: 'fall-back', noticeId, shard }) },
      templates: withSmsIds(profile.templates, templateIds),
      templateIds,
    }),
    now,
    log,
  });
};
