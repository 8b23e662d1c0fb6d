import { writeItems } from '../../../../../infra/import/writer.ts';
import { createFollowedAreas } from '../../../../../lib/followers/followed-areas.ts';
import { createNoticePreferences } from '../../../../../lib/followers/notice-preferences.ts';
import { createActiveNotices } from '../../../../../lib/notices/active.ts';
import type { Area } from '../../../../../lib/notices/areas/model.ts';
import { createAreas } from '../../../../../lib/notices/areas/store.ts';
import { createPlanner } from '../../../../../lib/notices/audience/planner.ts';
import type { Audience, Notice } from '../../../../../lib/notices/model.ts';
import { createReadings } from '../../../../../lib/notices/readings.ts';
import type { Delivery } from '../../../../../lib/notices/segment.ts';
import { createSegmentStore } from '../../../../../lib/notices/segments.ts';
import { createShardStore } from '../../../../../lib/notices/shards.ts';
import { createNoticeStore } from '../../../../../lib/notices/store.ts';
import { createTallies } from '../../../../../lib/notices/tallies.ts';
import { audienceShards, index, keys } from '../../../../../lib/platform/keys.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import { aClock } from '../../../../support/clock.ts';
import { aLog } from '../../../../support/log.ts';

export const anArea = (id: string, ...parents: string[]): Area => ({ id, kind: 'line', name: id, parents });
export const aBuilding = (id: string, ...parents: string[]): Area => ({ id, kind: 'building', name: id, parents });

/** A person who follows and has bound something in each of the areas. */
export interface Somebody {
  openid: string;
  areas: readonly string[];
  kind?: string;
  off?: readonly string[];
  gone?: boolean;
}

const itemsOf = ({ openid, areas, kind = 'electricity-account', off = [], gone }: Somebody, at: number) => [
  {
    ...keys.follower(openid),
    ...{ openid, followedAt: at, notices: { off, sms: false } },
    ...(gone ? { unfollowedAt: at } : {}),
  },
  { ...keys.following(openid), ...index.following(openid), openid, at },
  ...areas.map((areaId, place) => ({
    ...keys.binding(openid, kind, `b${place}`),
    ...index.area(areaId, openid, `b${place}`),
    ...{ openid, kind, id: `b${place}`, areaId },
  })),
];

/** Planners over a table, with what they leave behind. */
export const aPlanningWorld = (shared: Table, clock = aClock()) => {
  const on = (table: Table, perPersonPerDay = 3) => {
    const log = aLog();
    const again: number[] = [];
    const frozen: string[] = [];
    const notices = createNoticeStore(table, clock);
    const segments = createSegmentStore({ table, tallies: createTallies(table, clock), now: clock });
    const shards = createShardStore(table, clock);
    const active = createActiveNotices(table);
    let noteSegment = (): void => {};
    const create: typeof segments.create = async (...given) => {
      noteSegment();
      return segments.create(...given);
    };
    const plan = createPlanner({
      ...{
        table,
        notices,
        segments: { ...segments, create },
        shards,
        active,
        now: clock,
        log: log.log,
        perPersonPerDay,
      },
      readings: createReadings(table),
      areas: createAreas({ table, now: clock }),
      preferences: createNoticePreferences(table),
      choiceOf: (template) => (template === 'outage' ? 'outages' : undefined),
      queues: { plan: async (_id, shard) => void again.push(shard) },
      frozen: async (id) => void frozen.push(id),
      sleep: async (ms) => clock.advance(ms),
    });
    const onSegment = (note: () => void): void => {
      noteSegment = note;
    };
    return { plan, notices, segments, shards, again, frozen, onSegment };
  };
  const { notices, segments, shards } = on(shared);
  let count = 0;

  const notice = async (audience: Audience, changes: Partial<Notice> = {}): Promise<Notice> => {
    count += 1;
    const draft = { id: `notice-${count}`, template: 'outage', fields: {}, title: '停电', by: 'staff:test', audience };
    return notices.create({
      ...draft,
      ...{ lane: 'bulk', confirmation: 'by-staff', channel: 'template', shards: audienceShards, state: 'freezing' },
      ...{ warnings: [], holds: [], createdAt: clock(), version: 1 },
      ...changes,
    });
  };
  return {
    clock,
    on,
    readings: createReadings(shared),
    /** Somebody who is there follows an area. */
    follow: (openid: string, id: string) =>
      createFollowedAreas(shared).follow(openid, { id, name: id, followedAt: clock() }),
    group: (id: string, states: Record<string, string>) =>
      writeItems(
        shared,
        Object.entries(states).map(([openid, state]) => ({ ...keys.groupMember(id, openid), state })),
      ),
    /** Writes down what became of some recipients: a code, and that of the text message after it. */
    record: async (id: string, results: Record<string, string>) => {
      for (let shard = 0; shard < audienceShards; shard += 1) {
        for await (const segment of segments.stream(id, shard)) {
          const deliveries = segment.deliveries.map((delivery) => {
            const [code = delivery.code, sms = delivery.sms] = results[delivery.openid] ?? '';
            return { ...delivery, code, sms } as Delivery;
          });
          await segments.record(segment, deliveries, 'done');
        }
      }
    },
    notices,
    segments,
    shards,
    notice,
    people: (some: readonly Somebody[]) =>
      writeItems(
        shared,
        some.flatMap((somebody) => itemsOf(somebody, clock())),
      ),
    /** Plans every shard, as often as it is queued again. */
    freeze: async (id: string, world = on(shared)) => {
      for (let shard = 0; shard < audienceShards; shard += 1) {
        await world.plan({ do: 'plan', noticeId: id, shard }, clock() + 60_000);
        for (let next = world.again.pop(); next !== undefined; next = world.again.pop())
          await world.plan({ do: 'plan', noticeId: id, shard: next }, clock() + 60_000);
      }
      return world;
    },
    /** Everybody in a notice's segments, as they stand there. */
    recipients: async (id: string): Promise<string[]> => {
      const found: string[] = [];
      for (let shard = 0; shard < audienceShards; shard += 1) {
        for await (const { deliveries } of segments.stream(id, shard))
          found.push(...deliveries.map(({ openid }) => openid));
      }
      return found;
    },
    /** The sums of the shards' counts. */
    counts: async (id: string) => {
      const sums = { shards: 0, people: 0, accounts: 0, optedOut: 0, segments: 0 };
      for (const shard of await shards.list(id)) {
        sums.shards += shard.frozen ? 1 : 0;
        for (const name of ['people', 'accounts', 'optedOut', 'segments'] as const) sums[name] += shard[name];
      }
      return sums;
    },
  };
};

/** An openid of WeChat's length. */
export const openidOf = (number: number): string => `oLinJiang${String(number).padStart(19, '0')}`;

/** The openids of the first shards' people: `count` of them that all lie in one shard. */
export const inShard = (shard: number, count: number, shardOf: (openid: string) => number): string[] => {
  const found: string[] = [];
  for (let number = 0; found.length < count; number += 1) {
    const openid = openidOf(number);
    if (shardOf(openid) === shard) found.push(openid);
  }
  return found;
};

/** The same table, whose `at`-th call fails, before or after it has had its effect. */
export const dyingTable = (
  table: Table,
  at: number,
  when: 'before' | 'after',
): { table: Table; calls: () => number } => {
  let calls = 0;
  const send = (async (command: never) => {
    calls += 1;
    if (calls === at && when === 'before') throw new Error('killed');
    const answer = await table.client.send(command);
    if (calls === at && when === 'after') throw new Error('killed');
    return answer;
  }) as Table['client']['send'];
  return {
    table: { client: Object.assign(Object.create(table.client), { send }) as Table['client'], name: table.name },
    calls: () => calls,
  };
};
