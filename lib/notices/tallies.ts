import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys, noticePartition } from '../platform/keys.ts';
import { expiry, type Table } from '../platform/table.ts';
import { afterDays } from './retention.ts';
import type { Segment } from './segment.ts';
import { updateItem } from './update.ts';

/** Counts by delivery code, and by `sms:` and the code of the text message. */
export type Counts = Record<string, number>;

/** A segment's counts in its tally, under the version that they were counted at. */
interface Counted {
  v: number;
  c: string;
}

/** The segment that is counted; the counts go when it does, where it is kept for less than the usual time. */
export type CountedSegment = Pick<Segment, 'noticeId' | 'shard' | 'number' | 'version' | 'keptDays'>;

/** Counts of a notice's segments, 64 segments an item. Absolute and under the segment's version, so that they cannot drift. */
export interface Tallies {
  /** Writes a segment's counts; nothing when those of a newer version are there. */
  record(segment: CountedSegment, counts: Counts): Promise<void>;
  /** The sum over the notice's segments that have been tried; strongly consistent. */
  sum(noticeId: string): Promise<Counts>;
  /** The versions at which the segments of a shard were counted, by number. */
  versions(noticeId: string, shard: number): Promise<ReadonlyMap<number, number>>;
}

type TallyItem = Key & Record<string, unknown>;

const blockSize = 64;
const usualDays = 730;
const prefix = 'tally#';
const shardDigits = { from: prefix.length, to: prefix.length + 2 };

/** `a` → 90, `sms:s` → 2 becomes `a90 sms:s2`: 64 of them stay below two kilobytes. */
const pack = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}${count}`)
    .join(' ');

const unpack = (packed: string): [string, number][] =>
  packed
    .split(' ')
    .filter(Boolean)
    .map((entry) => {
      const digits = /\d+$/.exec(entry)?.[0] ?? '';
      return [entry.slice(0, entry.length - digits.length), Number(digits)];
    });

const isCounted = (value: unknown): value is Counted => typeof value === 'object' && value !== null && 'v' in value;

async function* tallyItems(table: Table, noticeId: string, of: string): AsyncGenerator<TallyItem> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': noticePartition(noticeId), ':prefix': of },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    yield* (page.Items ?? []) as TallyItem[];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

const sumOf = async (table: Table, noticeId: string): Promise<Counts> => {
  const sum: Counts = {};
  for await (const item of tallyItems(table, noticeId, prefix)) {
    for (const counted of Object.values(item).filter(isCounted)) {
      for (const [name, count] of unpack(counted.c)) sum[name] = (sum[name] ?? 0) + count;
    }
  }
  return sum;
};

const versionsOf = async (table: Table, noticeId: string, shard: number): Promise<Map<number, number>> => {
  const versions = new Map<number, number>();
  const ofShard = keys.tally(noticeId, shard, 0).sk.slice(0, shardDigits.to + 1);
  for await (const item of tallyItems(table, noticeId, ofShard)) {
    for (const [name, counted] of Object.entries(item)) {
      if (isCounted(counted)) versions.set(Number(name.slice(1)), counted.v);
    }
  }
  return versions;
};

/** The tallies in the table. Attribute `s12` of an item is segment 12. */
export const createTallies = (table: Table, now: () => number): Tallies => ({
  record: async ({ noticeId, shard, number, version, keptDays = usualDays }, counts) => {
    const counted: Counted = { v: version, c: pack(counts) };
    const name = `s${number}`;
    await updateItem(table, {
      key: keys.tally(noticeId, shard, Math.floor(number / blockSize)),
      change: { [name]: counted, expiresAt: expiry(afterDays(now(), keptDays)) },
      condition: `attribute_not_exists(#${name}) OR #${name}.v < :version`,
      values: { ':version': version },
    });
  },
  sum: (noticeId) => sumOf(table, noticeId),
  versions: (noticeId, shard) => versionsOf(table, noticeId, shard),
});
