import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys, segmentPartition } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import { afterDays } from './retention.ts';
import {
  countsOf,
  type Delivery,
  packDeliveries,
  type Segment,
  type SegmentItem,
  unpackDeliveries,
} from './segment.ts';
import type { Tallies } from './tallies.ts';
import { updateItem } from './update.ts';

/** What freezing had counted up to and with a segment, so that it can go on after a crash. */
export interface CountedSoFar {
  accounts: number;
  optedOut: number;
}

/** What is written with a new segment. */
export interface NewSegment extends CountedSoFar {
  /** Days after its messages went out when it is forgotten; 90 days from now when absent. */
  keptDays?: number;
}

/** The segments of notices; nothing else writes them. Each write is conditional upon the version that was read. */
export interface SegmentStore {
  /** Stores a segment of at most `segmentSize` openids in their order; false when one of that number is there. */
  create(
    noticeId: string,
    shard: number,
    number: number,
    openids: readonly string[],
    last: boolean,
    also?: NewSegment,
  ): Promise<boolean>;
  /** Strongly consistent, as all that follow. */
  get(noticeId: string, shard: number, number: number): Promise<Segment | undefined>;
  /** The segment of a shard with the highest number. */
  last(noticeId: string, shard: number): Promise<(Segment & CountedSoFar) | undefined>;
  /** The segments of a shard by number, from `fromNumber`, a page of 50 at a time. */
  stream(noticeId: string, shard: number, fromNumber?: number): AsyncGenerator<Segment>;
  /**
   * Takes a segment to send it: `sending` until `leaseUntil`, its messages going out since `sentAt`. Undefined when somebody has written it since.
   * Whoever reads a `sending` one leaves it alone until its lease has run out.
   */
  claim(segment: Segment, leaseUntil: number, sentAt: number): Promise<Segment | undefined>;
  /**
   * Writes what became of a segment's recipients, then its tally. Undefined when somebody has written it since: read it again, `merge`, and repeat.
   * `state` stays what it is when absent, its lease with it.
   */
  record(segment: Segment, deliveries: readonly Delivery[], state?: Segment['state']): Promise<Segment | undefined>;
}

type Item = Key & SegmentItem & CountedSoFar & { expiresAt: number };

const usualDays = 90;
/** From writing a segment to sending it, at most: it is confirmed before its notice is forgotten, and waits for one day's quota. */
const waitDays = 2;
/** Segments of one page: 200 KB, so that memory stays flat whatever the audience. */
const pageSize = 50;
const isUnchanged = '#version = :before';

const segmentOf = (noticeId: string, shard: number, item: Item): Segment => ({
  noticeId,
  shard,
  number: Number(item.sk.slice(item.sk.indexOf('#') + 1)),
  deliveries: unpackDeliveries(item),
  state: item.state,
  ...(item.leaseUntil === undefined ? {} : { leaseUntil: item.leaseUntil }),
  last: item.last === true,
  version: item.version,
  ...(item.sentAt === undefined ? {} : { sentAt: item.sentAt }),
  ...(item.keptDays === undefined ? {} : { keptDays: item.keptDays }),
});

const expiryOfSent = ({ keptDays }: Segment, sentAt: number): { expiresAt?: number } =>
  keptDays === undefined ? {} : { expiresAt: expiry(afterDays(sentAt, keptDays)) };

const keyOf = ({ noticeId, shard, number }: Segment): Key => keys.segment(noticeId, shard, number);

async function* streamItems(table: Table, partition: string, first: string): AsyncGenerator<Item> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk >= :first',
        ExpressionAttributeValues: { ':pk': partition, ':first': first },
        ConsistentRead: true,
        Limit: pageSize,
        ExclusiveStartKey: from,
      }),
    );
    yield* (page.Items ?? []) as Item[];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

const readLast = async (table: Table, noticeId: string, shard: number): Promise<Item | undefined> => {
  const query = new QueryCommand({
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': segmentPartition(noticeId, shard) },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: 1,
  });
  return (await table.client.send(query)).Items?.[0] as Item | undefined;
};

const read = async (table: Table, noticeId: string, shard: number, number: number): Promise<Segment | undefined> => {
  const get = new GetCommand({
    TableName: table.name,
    Key: keys.segment(noticeId, shard, number),
    ConsistentRead: true,
  });
  const { Item: item } = await table.client.send(get);
  return item === undefined ? undefined : segmentOf(noticeId, shard, item as Item);
};

const create = async (table: Table, now: () => number, segment: Key & SegmentItem & CountedSoFar): Promise<boolean> => {
  const days = segment.keptDays === undefined ? usualDays : segment.keptDays + waitDays;
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...segment, expiresAt: expiry(afterDays(now(), days)) },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return written(table.client.send(put));
};

/** The segments in the table; `tallies` are raised after each write of results. */
export const createSegmentStore = (deps: { table: Table; tallies: Tallies; now: () => number }): SegmentStore => {
  const { table, tallies, now } = deps;
  const write = async (segment: Segment, change: Record<string, unknown>): Promise<Segment | undefined> => {
    const item = await updateItem<Item>(table, {
      key: keyOf(segment),
      change: { ...change, version: segment.version + 1 },
      condition: isUnchanged,
      values: { ':before': segment.version },
    });
    return item && segmentOf(segment.noticeId, segment.shard, item);
  };
  return {
    create: (noticeId, shard, number, openids, last, also = { accounts: 0, optedOut: 0 }) =>
      create(table, now, {
        ...keys.segment(noticeId, shard, number),
        people: openids.join('\n'),
        state: 'ready',
        ...(last ? { last } : {}),
        version: 1,
        ...also,
      }),
    get: (noticeId, shard, number) => read(table, noticeId, shard, number),
    last: async (noticeId, shard) => {
      const item = await readLast(table, noticeId, shard);
      if (item === undefined) return undefined;
      return { ...segmentOf(noticeId, shard, item), accounts: item.accounts, optedOut: item.optedOut };
    },
    stream: async function* (noticeId, shard, fromNumber = 0) {
      const { pk, sk } = keys.segment(noticeId, shard, fromNumber);
      for await (const item of streamItems(table, pk, sk)) yield segmentOf(noticeId, shard, item);
    },
    claim: (segment, leaseUntil, sentAt) =>
      write(segment, { state: 'sending', leaseUntil, sentAt, ...expiryOfSent(segment, sentAt) }),
    record: async (segment, deliveries, state = segment.state) => {
      const { people, ...results } = packDeliveries(deliveries);
      const lease = state === 'sending' ? {} : { leaseUntil: undefined };
      // A text message that could not go is as if never claimed: what is blank again goes.
      const recorded = await write(segment, { sms: undefined, ...results, state, ...lease });
      if (recorded !== undefined) await tallies.record(recorded, countsOf(recorded.deliveries));
      return recorded;
    },
  };
};
