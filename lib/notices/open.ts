import { SQSClient } from '@aws-sdk/client-sqs';
import type { Settings } from '../platform/config.ts';
import type { Organisation } from '../platform/organisation.ts';
import type { Runtime } from '../platform/runtime.ts';
import { createActiveNotices } from './active.ts';
import { createAreas } from './areas/store.ts';
import { readTemplateIds, withSmsIds } from './channels/template-ids.ts';
import { createDueStore, type DueStore } from './due.ts';
import { createGate, type Gate } from './gate.ts';
import { createNotices, type NoticesDeps } from './notices.ts';
import type { Notices } from './port.ts';
import type { Progress } from './progress.ts';
import { createPushQueues } from './queues.ts';
import { createReadings } from './readings.ts';
import { createSegmentStore } from './segments.ts';
import { createShardStore } from './shards.ts';
import { createNoticeStore } from './store.ts';
import { createTallies, type Tallies } from './tallies.ts';

/** Names of the settings that the engine's port needs. */
export const noticeSettings = [
  'PLAN_QUEUE_URL',
  'URGENT_QUEUE_URL',
  'BULK_QUEUE_URL',
  'SETTLE_QUEUE_URL',
  'TEMPLATE_IDS',
  'PUBLIC_URL',
] as const satisfies (keyof Settings)[];
export type NoticeSettings = Pick<Settings, (typeof noticeSettings)[number]>;

/** The stores and queues of the engine. */
export interface Engine extends NoticesDeps {
  due: DueStore;
  gate: Gate;
  tallies: Tallies;
}

/** The engine of an organisation, for its own functions. */
export const openEngine = (
  settings: NoticeSettings,
  { table, now, log }: Runtime,
  { profile }: Organisation,
): Engine => {
  const tallies = createTallies(table, now);
  const templateIds = readTemplateIds(settings.TEMPLATE_IDS);
  return {
    store: createNoticeStore(table, now),
    shards: createShardStore(table, now),
    active: createActiveNotices(table),
    due: createDueStore(table),
    gate: createGate(table, profile.notices),
    segments: createSegmentStore({ table, tallies, now }),
    tallies,
    readings: createReadings(table),
    areas: createAreas({ table, now }),
    queues: createPushQueues(new SQSClient({ maxAttempts: 3 }), {
      plan: settings.PLAN_QUEUE_URL,
      urgent: settings.URGENT_QUEUE_URL,
      bulk: settings.BULK_QUEUE_URL,
      settle: settings.SETTLE_QUEUE_URL,
    }),
    rules: profile.notices,
    templates: withSmsIds(profile.templates, templateIds),
    templateIds,
    publicUrl: settings.PUBLIC_URL,
    now,
    log,
  };
};

/** The push engine of an organisation, as services, doors and the engine's functions use it. */
export const openNotices = (
  settings: NoticeSettings,
  runtime: Runtime,
  organisation: Organisation,
): Notices & Progress => createNotices(openEngine(settings, runtime, organisation));
