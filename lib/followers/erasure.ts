import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { batchSize, itemsOfPartition, writeBatch } from '../platform/batches.ts';
import { followerPartition, index, type Key, keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import { deleteOf, endShared, type Share } from './shares.ts';

/** Erasure of all that is stored of a follower (公众平台: 取消关注后删除该用户信息; 个人信息保护法 第四十七条). */
export interface Erasure {
  /**
   * Erases every item of the follower's partition, what those name outside it (`alsoErase`), and what they shared with family members.
   * What stays for a day is a mark with the openid and the time,
   * so that an act from before, delivered late, does not bring the follower back. Repeatable.
   */
  erase(openid: string, at: number): Promise<{ items: number }>;
  /** Openids whose delayed erasure is due, at most 100, oldest first. */
  due(now: number): Promise<string[]>;
  /** Erases a follower who is still due at `now`; false when they have come back since. */
  eraseIfDue(openid: string, now: number): Promise<boolean>;
}

const markKeptMs = 24 * 3_600_000;

/** An item as erasure sees it. */
type Item = Key & Partial<Share> & { alsoErase?: Key[] };

const attributes = 'pk, sk, alsoErase, openid, kind, memberBindingId, held';

const itemsOf = async (table: Table, openid: string): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of itemsOfPartition<Item>(table, followerPartition(openid), attributes)) found.push(item);
  return found;
};

const deleteAll = async (table: Table, items: Key[]): Promise<void> => {
  for (let start = 0; start < items.length; start += batchSize) {
    const batch = items.slice(start, start + batchSize).map(({ pk, sk }) => ({ delete: { pk, sk } }));
    await writeBatch(table, batch);
  }
};

/** What leads to things elsewhere goes after them, so that a repeated erasure finds the rest. */
const eraseElsewhere = async (table: Table, openid: string, items: Item[]): Promise<void> => {
  for (const { alsoErase = [] } of items) {
    for (const key of alsoErase) await deleteOf(table, key, openid);
  }
  for (const { openid: member, kind, memberBindingId, held = [] } of items) {
    if (member === undefined || kind === undefined || memberBindingId === undefined) continue;
    await endShared(table, openid, { openid: member, kind, memberBindingId, held, since: 0 });
  }
};

const markOf = (openid: string, at: number) => ({
  ...keys.follower(openid),
  erasedAt: at,
  expiresAt: expiry(at + markKeptMs),
});

/** Neither followed nor erased after `:at`. */
const notSince =
  '(attribute_not_exists(followedAt) OR followedAt <= :at) AND (attribute_not_exists(erasedAt) OR erasedAt <= :at)';

/** Erasure in the table. The profile is replaced first, so that nothing reads it while the rest is going. */
export const createErasure = (table: Table): Erasure => {
  const put = (item: Record<string, unknown>, condition: string, values: Record<string, unknown>) =>
    written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: item,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  const eraseRest = async (openid: string): Promise<{ items: number }> => {
    const profile = keys.follower(openid);
    const rest = (await itemsOf(table, openid)).filter(({ sk }) => sk !== profile.sk);
    await eraseElsewhere(table, openid, rest);
    await deleteAll(table, rest);
    return { items: rest.length + 1 };
  };
  return {
    erase: async (openid, at) =>
      (await put(markOf(openid, at), notSince, { ':at': at })) ? eraseRest(openid) : { items: 0 },
    due: async (now) => {
      const { gsi1pk, gsi1sk } = index.erasureDue(now);
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: index.name,
          KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk <= :now',
          ExpressionAttributeValues: { ':partition': gsi1pk, ':now': gsi1sk },
          Limit: 100,
        }),
      );
      return (page.Items ?? []).map((item) => String(item['openid']));
    },
    eraseIfDue: async (openid, now) => {
      const due = index.erasureDue(now);
      // The mark stays due until the rest is gone, so that a run that dies in between is made up for by the next.
      const stillDue = await put({ ...markOf(openid, now), openid, ...due }, 'gsi1sk <= :due', { ':due': due.gsi1sk });
      if (!stillDue) return false;
      await eraseRest(openid);
      await put(markOf(openid, now), 'erasedAt = :at', { ':at': now });
      return true;
    },
  };
};
