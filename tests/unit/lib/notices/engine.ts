import { setImmediate } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createNoticePreferences } from '../../../../lib/followers/notice-preferences.ts';
import { createActiveNotices } from '../../../../lib/notices/active.ts';
import { createBelonging } from '../../../../lib/notices/audience/belonging.ts';
import type { Channel, ChannelMessage, SendOutcome } from '../../../../lib/notices/channels/channel.ts';
import { createDueStore } from '../../../../lib/notices/due.ts';
import { createGate } from '../../../../lib/notices/gate.ts';
import type { Notice, PushJob } from '../../../../lib/notices/model.ts';
import { createNotices, noticeId } from '../../../../lib/notices/notices.ts';
import type { PushQueues } from '../../../../lib/notices/port.ts';
import { createReadings } from '../../../../lib/notices/readings.ts';
import { createAwaitedMessages } from '../../../../lib/notices/receipts/awaited.ts';
import { createFoldCursors } from '../../../../lib/notices/receipts/cursor.ts';
import { createSegmentStore } from '../../../../lib/notices/segments.ts';
import { createSender } from '../../../../lib/notices/send/sender.ts';
import { createShardStore } from '../../../../lib/notices/shards.ts';
import { createNoticeStore } from '../../../../lib/notices/store.ts';
import { createTallies } from '../../../../lib/notices/tallies.ts';
import { createTick } from '../../../../lib/notices/tick/tick.ts';
import { type BatchWrite, batchSize, writeBatch } from '../../../../lib/platform/batches.ts';
import { keys } from '../../../../lib/platform/keys.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { aClock, type FakeClock } from '../../../support/clock.ts';
import { aLog } from '../../../support/log.ts';

export const aTemplate = {
  title: '停电通知',
  channel: 'template' as const,
  id: 'TEMPLATE-1',
  choice: 'outages',
  fields: { thing1: '停电区域' },
};

const rules = {
  messagesPerSecond: 10_000,
  dailyQuota: 100_000,
  urgentReserve: 0,
  quietHours: { from: '22:00', to: '07:00' },
  perPersonPerDay: 100,
  holdAbove: 50_000,
};

/** A notice to everyone in two shards, its audience about to be frozen. */
export const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  id: noticeId(String(Math.random())),
  template: 'outage',
  fields: { thing1: '中山路' },
  lane: 'bulk',
  audience: { of: 'everyone' },
  title: '计划停电 中山路',
  confirmation: 'automatic',
  by: 'staff:li',
  channel: 'template',
  shards: 2,
  state: 'freezing',
  warnings: [],
  holds: [],
  createdAt: Date.parse('2026-05-16T10:00:00+08:00'),
  version: 1,
  ...changes,
});

/** WeChat as the channel sees it: answers by a script, and sends an equal id once within ten minutes. */
export const aChannel = (now: () => number, repeatable = true) => {
  const accepted = new Map<string, { at: number; messageId: string }[]>();
  const channel = {
    repeatable,
    /** What it answers instead of taking the message; `effect` true takes it all the same. */
    script: (_message: ChannelMessage, _call: number): { outcome: SendOutcome; effect?: boolean } | undefined =>
      undefined,
    calls: [] as ChannelMessage[],
    accepted,
    take: (message: ChannelMessage): string => {
      const before = accepted.get(message.openid) ?? [];
      const known = repeatable ? before.find(({ at }) => now() - at < 10 * 60_000) : undefined;
      if (known !== undefined) return known.messageId;
      const messageId = String(9_000_000_000 + channel.calls.length);
      accepted.set(message.openid, [...before, { at: now(), messageId }]);
      return messageId;
    },
    send: async (message: ChannelMessage): Promise<SendOutcome> => {
      channel.calls.push(message);
      const scripted = channel.script(message, channel.calls.length);
      await setImmediate();
      if (scripted !== undefined && scripted.effect !== true) return scripted.outcome;
      const messageId = channel.take(message);
      return scripted?.outcome ?? { kind: 'accepted', messageId };
    },
  };
  return channel satisfies Channel;
};

/** Thrown for every step that a process takes after its death. */
export class Killed extends Error {}

/** How long a process lives: so many calls of the table and of WeChat. Whether the last one has its effect is as the dice fall. */
export interface Life {
  calls: number;
  lastHasEffect: boolean;
}

/** What a process may do with the world outside it, until it dies; from then on nothing. */
const createMortality = ({ calls, lastHasEffect }: Life) => {
  let made = 0;
  return async <Result>(call: () => Promise<Result>): Promise<Result> => {
    made += 1;
    if (made > calls) throw new Killed();
    if (made < calls) return call();
    if (lastHasEffect) await call();
    throw new Killed();
  };
};

/** The engine over a table, with queues in memory and a channel that follows a script. */
export const anEngine = (table: Table, changes: { rules?: Partial<typeof rules>; clock?: FakeClock } = {}) => {
  const clock = changes.clock ?? aClock();
  const channel = aChannel(clock);
  const { log, events, find } = aLog();
  const jobs: PushJob[] = [];
  const reminded: string[] = [];
  const put = async (job: PushJob): Promise<void> => void jobs.push(job);
  const queues: PushQueues = {
    plan: (id, shard) => put({ do: 'plan', noticeId: id, shard }),
    send: (_lane, id, shard) => put({ do: 'send', noticeId: id, shard }),
    fold: (id) => put({ do: 'fold', noticeId: id }),
    fallBack: (id, shard) => put({ do: 'fall-back', noticeId: id, shard }),
  };

  const open = (on: Table, messages: Channel = channel) => {
    const tallies = createTallies(on, clock);
    const engine = {
      ...{ store: createNoticeStore(on, clock), shards: createShardStore(on, clock), active: createActiveNotices(on) },
      ...{
        due: createDueStore(on),
        gate: createGate(on, { ...rules, ...changes.rules }),
        tallies,
        readings: createReadings(on),
      },
      segments: createSegmentStore({ table: on, tallies, now: clock }),
      areas: { coverEverything: async () => false },
      queues,
      rules: { ...rules, ...changes.rules },
      templates: {
        outage: aTemplate,
        bare: { ...aTemplate, id: '' },
        sms: { ...aTemplate, sms: { templateId: '1', parameters: [] } },
      },
      templateIds: new Map<string, string>(),
      publicUrl: 'https://wx.example.gov.cn',
      now: clock,
      log,
      sleep: async (ms: number) => {
        clock.advance(ms);
        await setImmediate();
      },
    };
    const notices = createNotices(engine);
    const channels = { template: messages } as unknown as Parameters<typeof createSender>[0]['channels'];
    const sender = createSender({
      ...engine,
      progress: notices,
      channels: { ...channels, 'long-term-subscription': messages },
      preferences: createNoticePreferences(on),
      belonging: createBelonging(on, engine.store),
      awaited: createAwaitedMessages(on),
      cursors: createFoldCursors(on, clock),
    });
    const remindUnread = async (id: string): Promise<void> => void reminded.push(id);
    const tick = createTick({ ...engine, progress: notices, remindUnread });
    return { ...engine, notices, sender, tick };
  };

  const whole = open(table);

  /** The engine in a process that dies. */
  const openMortal = (life: Life) => {
    const dare = createMortality(life);
    const send = (...given: Parameters<DynamoDBDocumentClient['send']>) =>
      dare<unknown>(async () => table.client.send(...given));
    const client = { send } as unknown as DynamoDBDocumentClient;
    const messages: Channel = { repeatable: channel.repeatable, send: (message) => dare(() => channel.send(message)) };
    return open({ name: table.name, client }, messages);
  };

  /** Does the jobs to send until there are none, 120 seconds each. */
  const work = async (sender = whole.sender): Promise<void> => {
    for (
      let at = jobs.findIndex((job) => job.do === 'send');
      at >= 0;
      at = jobs.findIndex((job) => job.do === 'send')
    ) {
      const [job] = jobs.splice(at, 1);
      if (job?.do === 'send') await sender(job, clock() + 120_000);
    }
  };

  /** Freezes an audience of these people, in two segments a shard, and lets the notice go on. */
  const freeze = async (notice: Notice, people: readonly (readonly string[])[]): Promise<Notice> => {
    const { store, shards, segments, notices, active } = whole;
    await active.add(notice.id, clock());
    await store.create(notice);
    for (const [shard, openids] of people.entries()) {
      const half = Math.ceil(openids.length / 2);
      const parts = [openids.slice(0, half), openids.slice(half)].filter((part) => part.length > 0);
      for (const [number, part] of parts.entries())
        await segments.create(notice.id, shard, number, [...part].sort(), number === parts.length - 1);
      const counts = { people: openids.length, accounts: openids.length, optedOut: 0, segments: parts.length };
      await shards.freeze(notice.id, shard, counts);
    }
    await notices.frozen(notice.id);
    return (await store.get(notice.id)) as Notice;
  };

  /** What became of everybody, by openid. */
  const codes = async (id: string): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    for await (const { openid, code } of whole.notices.deliveries(id)) found[openid] = code;
    return found;
  };

  /** A minute passes, and the tick comes. */
  const minute = async (minutes = 1): Promise<void> => {
    for (let each = 0; each < minutes; each += 1) {
      clock.advance(60_000);
      await whole.tick(clock() + 60_000);
    }
  };

  return {
    ...whole,
    clock,
    channel,
    jobs,
    reminded,
    log: { events, find },
    openMortal,
    work,
    freeze,
    codes,
    minute,
    open,
  };
};

let people = 0;

/** Followers in the table, in the order of their openids. */
export const followersIn = async (
  table: Table,
  count: number,
  profile: (place: number) => Record<string, unknown> = () => ({}),
): Promise<string[]> => {
  const openids = Array.from({ length: count }, () => `oPerson${String(people++).padStart(6, '0')}`);
  const writes = openids.map(
    (openid, place): BatchWrite => ({ put: { ...keys.follower(openid), openid, followedAt: 1, ...profile(place) } }),
  );
  for (let start = 0; start < writes.length; start += batchSize)
    await writeBatch(table, writes.slice(start, start + batchSize));
  return openids;
};

const split = (openids: string[]): string[][] => [
  openids.slice(0, Math.ceil(openids.length / 2)),
  openids.slice(Math.ceil(openids.length / 2)),
];

/** A notice to `count` followers under way, nothing sent yet. */
export const aPush = async (
  table: Table,
  count: number,
  changes: Partial<Notice> = {},
  world: Parameters<typeof anEngine>[1] = {},
) => {
  const engine = anEngine(table, world);
  const openids = await followersIn(table, count);
  const notice = await engine.freeze(aNotice(changes), split(openids));
  return { ...engine, openids, notice };
};
