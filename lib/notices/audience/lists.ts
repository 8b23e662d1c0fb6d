import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { followedAreaKind } from '../../followers/followed-areas.ts';
import { areaShardPartition, followingPartition, index, keys, shardOf } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import type { Entry, NextPage } from './merge.ts';

/** Entries of all lists of a merge that may be in memory, about: 60,000 of 100 bytes. */
const mostInMemory = 60_000;

/** Entries of one page when so many lists are read at once. */
export const pageSizeFor = (lists: number): number => Math.max(10, Math.min(1000, Math.floor(mostInMemory / lists)));

/** Where a list stands: a partition of the table or of its index, by the name of the keys. */
interface Place {
  table: Table;
  index?: string;
  partition: string;
  /** Sort keys above this one. */
  above: string | undefined;
  attributes: string;
  names?: Record<string, string>;
  pageSize: number;
}

type Item = Record<string, unknown>;

const queryOf = (place: Place, from: Item | undefined): QueryCommand => {
  const [partition, sort] = place.index === undefined ? ['pk', 'sk'] : ['gsi1pk', 'gsi1sk'];
  return new QueryCommand({
    TableName: place.table.name,
    IndexName: place.index,
    KeyConditionExpression: `${partition} = :partition${place.above === undefined ? '' : ` AND ${sort} > :above`}`,
    ExpressionAttributeValues: { ':partition': place.partition, ':above': place.above },
    ExpressionAttributeNames: place.names,
    ProjectionExpression: place.attributes,
    ConsistentRead: place.index === undefined,
    Limit: place.pageSize,
    ExclusiveStartKey: from,
  });
};

/** Reads a list page by page, leaving out items of which `entryOf` makes nothing. */
const listAt = (place: Place, entryOf: (item: Item) => Entry | undefined): NextPage => {
  let from: Item | undefined;
  let isAtEnd = false;
  return async () => {
    while (!isAtEnd) {
      const page = await place.table.client.send(queryOf(place, from));
      from = page.LastEvaluatedKey;
      isAtEnd = from === undefined;
      const entries = (page.Items ?? []).map(entryOf).filter((entry) => entry !== undefined);
      if (entries.length > 0) return entries;
    }
    return undefined;
  };
};

/** A part of a list: one shard of it, from after one openid on. */
export interface Part {
  shard: number;
  after?: string | undefined;
}

const openidIn = (sortKey: unknown): string => String(sortKey).split('#')[0] ?? '';

/** Who of those that lie or are followed in an area counts: bindings of the named kinds or of any, and who follows it, too or alone. */
interface InArea {
  kinds?: readonly string[] | undefined;
  /** Bindings only when absent. */
  followed?: 'too' | 'alone' | undefined;
  pageSize: number;
}

/** Who follows an area has no account in it. */
const entryIn = (openid: string, kind: string, { kinds, followed }: InArea): Entry | undefined => {
  if (kind === followedAreaKind) return followed === undefined ? undefined : { openid, accounts: 0 };
  return followed !== 'alone' && (kinds === undefined || kinds.includes(kind)) ? { openid } : undefined;
};

/** Bindings and follows of an area itself, without the areas below it. */
export const placesIn = (table: Table, areaId: string, { shard, after }: Part, which: InArea): NextPage =>
  listAt(
    {
      ...{ table, index: index.name, partition: areaShardPartition(areaId, shard), pageSize: which.pageSize },
      // Sort keys are openid#binding; $ comes next after #.
      above: after === undefined ? undefined : `${after}$`,
      ...{ attributes: 'gsi1sk, #kind', names: { '#kind': 'kind' } },
    },
    ({ gsi1sk, kind }) => entryIn(openidIn(gsi1sk), String(kind), which),
  );

/** Everyone who follows. */
export const followersOf = (table: Table, { shard, after }: Part): NextPage =>
  listAt(
    {
      ...{ table, index: index.name, partition: followingPartition(shard), pageSize: pageSizeFor(1) },
      ...{ above: after, attributes: 'gsi1sk' },
    },
    ({ gsi1sk }) => ({ openid: String(gsi1sk) }),
  );

/** Members of a group; those who asked to become one, or were refused, are none. */
export const membersOf = (table: Table, groupId: string, { shard, after }: Part): NextPage =>
  listAt(
    {
      ...{ table, partition: keys.groupMember(groupId, '').pk, above: after, pageSize: pageSizeFor(1) },
      ...{ attributes: 'sk, #state', names: { '#state': 'state' } },
    },
    ({ sk, state }) => (state === 'member' && shardOf(String(sk)) === shard ? { openid: String(sk) } : undefined),
  );
