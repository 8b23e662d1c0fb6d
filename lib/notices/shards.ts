import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys, noticePartition } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import { afterDays } from './retention.ts';
import { updateItem } from './update.ts';

/** What freezing a shard counted. */
export interface FrozenShard {
  /** Recipients. */
  people: number;
  /** Their bindings that the audience named; as many as the people where it named none. */
  accounts: number;
  optedOut: number;
  segments: number;
}

/** How far one shard of a notice is. */
export interface Shard extends FrozenShard {
  shard: number;
  frozen: boolean;
  /** Whether nothing is left to send. */
  sent: boolean;
  /** The first segment that is not done, as far as was written down. */
  from: number;
  /** Epoch milliseconds until which a sender has it to itself. */
  leaseUntil?: number;
  holder?: string;
  /** Nothing is to be tried before: quota, quiet hours, a pause before unknown messages go again. */
  waitUntil?: number;
  /** Set when what it waits for may come earlier: an operator may have WeChat's quota cleared. */
  waitsFor?: 'quota';
}

/** How far each shard of a notice's audience is frozen and sent, each in one item. */
export interface ShardStore {
  /** Those of which something is stored, by number; strongly consistent. */
  list(noticeId: string): Promise<Shard[]>;
  /** Marks the shard's audience as frozen, for `keptDays` from now (two years when absent); the counts of the first time stay. */
  freeze(noticeId: string, shard: number, counts: FrozenShard, keptDays?: number): Promise<void>;
  /** The shard for `holder` alone until `until`; undefined while another has it, while it has to wait, when it is sent, and before it is frozen. */
  lease(noticeId: string, shard: number, lease: Lease): Promise<Shard | undefined>;
  /** Prolongs the lease and writes down how far the sender is; false when another has taken over. */
  renew(noticeId: string, shard: number, lease: Lease & { from: number }): Promise<boolean>;
  /** Ends the lease; with `waitUntil` nothing is tried before. Nothing when another has taken over. */
  release(noticeId: string, shard: number, end: Release): Promise<void>;
  /** Ends a wait for the quota; false when the shard does not wait for it. */
  wake(noticeId: string, shard: number): Promise<boolean>;
  /** Marks the shard as sent and ends whatever lease there is. */
  markSent(noticeId: string, shard: number): Promise<void>;
}

/** One holder's time, in epoch milliseconds. */
export interface Lease {
  holder: string;
  until: number;
  now: number;
}

/** How a holder leaves a shard. */
export interface Release extends Pick<Shard, 'from' | 'waitUntil' | 'waitsFor'> {
  holder: string;
}

type ShardItem = Key & Partial<Shard> & { expiresAt?: number };

const usualDays = 730;
const firstShard = keys.noticeShard('', 0).sk;
const lastShard = keys.noticeShard('', 99).sk;

const shardOf = (item: ShardItem): Shard => {
  const { pk, sk, expiresAt, ...stored } = item;
  const counts = { people: 0, accounts: 0, optedOut: 0, segments: 0 };
  return { ...counts, frozen: false, sent: false, from: 0, ...stored, shard: Number(sk.slice(-2)) };
};

const isUnfinished = '#frozen = :true AND #sent = :false';
const isFree = '(attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now)';
const needNotWait = '(attribute_not_exists(#waitUntil) OR #waitUntil <= :now)';

/** The shards in the table. */
export const createShardStore = (table: Table, now: () => number): ShardStore => ({
  list: async (noticeId) => {
    const query = new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': noticePartition(noticeId), ':first': firstShard, ':last': lastShard },
      ConsistentRead: true,
    });
    return ((await table.client.send(query)).Items ?? []).map((item) => shardOf(item as ShardItem));
  },
  freeze: async (noticeId, shard, counts, keptDays = usualDays) => {
    const item = { ...keys.noticeShard(noticeId, shard), ...counts, frozen: true, sent: false, from: 0 };
    const put = new PutCommand({
      TableName: table.name,
      Item: { ...item, expiresAt: expiry(afterDays(now(), keptDays)) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await written(table.client.send(put));
  },
  lease: async (noticeId, shard, { holder, until, now: at }) => {
    const item = await updateItem<ShardItem>(table, {
      key: keys.noticeShard(noticeId, shard),
      change: { leaseUntil: until, holder, waitUntil: undefined, waitsFor: undefined },
      condition: `${isUnfinished} AND ${isFree} AND ${needNotWait}`,
      names: { '#frozen': 'frozen', '#sent': 'sent' },
      values: { ':true': true, ':false': false, ':now': at },
    });
    return item === undefined ? undefined : shardOf(item);
  },
  renew: async (noticeId, shard, { holder, until, from }) => {
    const item = await updateItem(table, {
      key: keys.noticeShard(noticeId, shard),
      change: { leaseUntil: until, from },
      condition: 'holder = :holder',
      values: { ':holder': holder },
    });
    return item !== undefined;
  },
  release: async (noticeId, shard, { holder, from, waitUntil, waitsFor }) => {
    await updateItem(table, {
      key: keys.noticeShard(noticeId, shard),
      // When somebody last worked on it stays, for the watchdog.
      change: { leaseUntil: now(), holder: undefined, from, waitUntil, waitsFor },
      condition: '#holder = :mine',
      values: { ':mine': holder },
    });
  },
  wake: async (noticeId, shard) => {
    const item = await updateItem(table, {
      key: keys.noticeShard(noticeId, shard),
      change: { leaseUntil: now(), waitUntil: undefined, waitsFor: undefined },
      condition: '#waitsFor = :quota',
      values: { ':quota': 'quota' },
    });
    return item !== undefined;
  },
  markSent: async (noticeId, shard) => {
    await updateItem(table, {
      key: keys.noticeShard(noticeId, shard),
      change: { sent: true, leaseUntil: undefined, holder: undefined, waitUntil: undefined, waitsFor: undefined },
      condition: 'attribute_exists(pk)',
    });
  },
});
