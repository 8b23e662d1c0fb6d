import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadOrganisation } from '../../../infra/build/organisation.ts';
import { localAccount } from '../../../infra/local/intrinsics.ts';
import type { Stack } from '../../../infra/local/stack.ts';
import type { NoticeCounts } from '../../../infra/local/wechat/contract.ts';
import type { Lane, Notice, NoticeState } from '../../../lib/notices/model.ts';
import { createNotices, noticeId } from '../../../lib/notices/notices.ts';
import { openEngine } from '../../../lib/notices/open.ts';
import type { Notices } from '../../../lib/notices/port.ts';
import { createPushQueues } from '../../../lib/notices/queues.ts';
import { audienceShards } from '../../../lib/platform/keys.ts';
import { createLog } from '../../../lib/platform/log.ts';
import type { Organisation } from '../../../lib/platform/organisation.ts';
import type { NoticeRules } from '../../../lib/platform/profile/notices.ts';
import { tableNameOf } from './audience.ts';
import type { JsonClient } from './json-client.ts';
import { until } from './until.ts';

/** The template of all notices here, and its id at the simulator. */
const template = { key: 'outage-fault', id: 'a-template-of-outages' };

/** Limits that stand in nobody's way, so that what is measured is the engine. */
const openRules: Partial<NoticeRules> = {
  messagesPerSecond: 10_000,
  dailyQuota: 10_000_000,
  holdAbove: 10_000_000,
  perPersonPerDay: 100,
  quietHours: { from: '00:00', to: '00:00' },
};

/** The organisation with its template known to the simulator and other rules of notices. */
export const adjustForPush =
  (rules: Partial<NoticeRules> = openRules) =>
  (organisation: Organisation): Organisation => {
    const { profile } = organisation;
    const known = profile.templates[template.key];
    if (known === undefined) throw new Error(`no template ${template.key}`);
    const templates = { ...profile.templates, [template.key]: { ...known, id: template.id } };
    return { ...organisation, profile: { ...profile, templates, notices: { ...profile.notices, ...rules } } };
  };

const openTestEngine = (stack: Stack, organisation: Organisation) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const connection = { endpoint: stack.awsUrl, region: localAccount.region, credentials };
  const dynamo = new DynamoDBClient({ ...connection, maxAttempts: 10 });
  const sqs = new SQSClient({ ...connection, maxAttempts: 10 });
  const table = {
    client: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
    name: tableNameOf(stack),
  };
  const urlOf = (queue: string) => `${stack.awsUrl}/${localAccount.id}/${tableNameOf(stack)}-${queue}`;
  const [plan, urgent, bulk, settle] = [urlOf('plan'), urlOf('urgent'), urlOf('bulk'), urlOf('settle')];
  const { now } = stack.clock;
  const log = createLog({ level: 'error', now, write: (line) => console.error(line) });
  const settings = {
    ...{ PLAN_QUEUE_URL: plan, URGENT_QUEUE_URL: urgent, BULK_QUEUE_URL: bulk, SETTLE_QUEUE_URL: settle },
    ...{ TEMPLATE_IDS: '', PUBLIC_URL: stack.env.PUBLIC_URL },
  };
  const runtime = { now, log, table, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
  const engine = openEngine(settings, runtime, organisation);
  const queues = createPushQueues(sqs, { plan, urgent, bulk, settle });
  const notices = createNotices({ ...engine, queues });
  const close = () => {
    dynamo.destroy();
    sqs.destroy();
  };
  return { notices, segments: engine.segments, queues, close };
};

/** The push engine of a running stack, as a door would use it, and the simulator's own counts beside it. */
export interface Push {
  readonly notices: Notices;
  /** A notice to an area, frozen and ready, that waits for its confirmation. */
  ready(areaId: string, lane: Lane, place: string): Promise<Notice>;
  /** Waits until a notice is in a state; throws at once when it got into one that it cannot leave for it. */
  reaches(id: string, state: NoticeState, timeoutMs?: number): Promise<Notice>;
  /** Queues all shards of a bulk notice again, as an operator does who returns dead letters to their queue. */
  repeat(id: string): Promise<void>;
  /** Segments that a sender took before `before` (simulated time), and of which it has not written down the end. */
  underWaySince(id: string, before: number): Promise<number>;
  /** What the simulator counted of the notice about `place`. */
  counted(place: string): Promise<NoticeCounts | undefined>;
  close(): void;
}

const fieldsOf = (place: string) => ({
  thing1: place,
  time2: '2026年11月22日 15:40',
  time3: '2026年11月22日 18:00',
  phrase4: '抢修中',
});

/** Opens the engine on a stack that was started with `adjustForPush`, and tells the simulator of the template. */
export const openPush = async (stack: Stack, simulator: JsonClient, rules?: Partial<NoticeRules>): Promise<Push> => {
  const organisation = adjustForPush(rules)(await loadOrganisation(stack.organisation));
  const { title, fields } = organisation.profile.templates[template.key] ?? { title: '', fields: {} };
  await simulator.post('/control/templates', { template_id: template.id, title, fields });
  const { notices, segments, queues, close } = openTestEngine(stack, organisation);

  const reaches: Push['reaches'] = (id, state, timeoutMs = 60_000) =>
    until(
      `notice ${state}`,
      async () => {
        const notice = await notices.get(id);
        if (notice?.state === state) return notice;
        if (notice?.state === 'refused' || notice?.state === 'stopped')
          throw new Error(`the notice is ${notice.state}: ${JSON.stringify(notice.reason)}`);
        return undefined;
      },
      timeoutMs,
    );
  return {
    notices,
    close,
    reaches,
    ready: async (areaId, lane, place) => {
      const id = noticeId('test', place);
      const audience = { of: 'areas' as const, areaIds: [areaId] };
      const draft = { id, template: template.key, fields: fieldsOf(place), lane, audience, title: place };
      await notices.draft({ ...draft, confirmation: 'by-staff', by: 'staff:test' });
      return reaches(id, 'ready', 600_000);
    },
    repeat: async (id) => {
      for (let shard = 0; shard < audienceShards; shard += 1) await queues.send('bulk', id, shard);
    },
    underWaySince: async (id, before) => {
      let found = 0;
      for (let shard = 0; shard < audienceShards; shard += 1) {
        for await (const { state, sentAt = 0 } of segments.stream(id, shard))
          if (state === 'sending' && sentAt < before) found += 1;
      }
      return found;
    },
    counted: async (place) => {
      const all = await simulator.get<NoticeCounts[]>('/control/notices');
      return all.find(({ data }) => (data as Record<string, { value: string }>)['thing1']?.value === place);
    },
  };
};
