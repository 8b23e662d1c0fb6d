import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { duePartition, dueParts, type Key, keys } from '../platform/keys.ts';
import { expiry, type Table } from '../platform/table.ts';
import type { Lane } from './model.ts';

/** Something that the tick does at its time. Like every job it may be done twice. */
export type DueJob =
  /** Let a scheduled notice go out. */
  | { do: 'release'; noticeId: string }
  /** Go on with a shard: after quota, quiet hours, or a pause before unknown messages go again. */
  | { do: 'send'; lane: Lane; noticeId: string; shard: number }
  /** Join receipts. */
  | { do: 'fold'; noticeId: string }
  /** Text messages to those of a shard whom WeChat could not reach: again, after a pace that was kept. */
  | { do: 'fall-back'; noticeId: string; shard: number }
  /** Remind those who have not confirmed that they read a notice. */
  | { do: 'remind-unread'; noticeId: string };

/** A job as stored. */
export interface Due {
  key: Key;
  /** Epoch milliseconds. */
  at: number;
  job: DueJob;
}

/** What is to be done at a time, in the table. Done items are deleted after their job was handed on. */
export interface DueStore {
  /** Stores a job for `at`; the same id and time are the same item. */
  put(at: number, id: string, job: DueJob): Promise<void>;
  /** At most 100 jobs of each part whose time has come, the oldest first; strongly consistent. */
  take(now: number): Promise<Due[]>;
  delete(due: Due): Promise<void>;
}

interface DueItem extends Key {
  at: number;
  job: DueJob;
}

const pageSize = 100;
const keptMs = 30 * 86_400_000;

const partitions = Array.from({ length: dueParts }, (_, part) => duePartition(part));

const takePart = async ({ client, name }: Table, partition: string, now: number): Promise<Due[]> => {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND sk < :end',
    // The first instant that is not due yet; ids follow the time in the sort key.
    ExpressionAttributeValues: { ':pk': partition, ':end': new Date(now + 1).toISOString() },
    ConsistentRead: true,
    Limit: pageSize,
  });
  const { Items = [] } = await client.send(query);
  return (Items as DueItem[]).map(({ pk, sk, at, job }) => ({ key: { pk, sk }, at, job }));
};

/** The due jobs in the table. */
export const createDueStore = (table: Table): DueStore => ({
  put: async (at, id, job) => {
    const item = { ...keys.due(at, id), at, job, expiresAt: expiry(at + keptMs) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  },
  take: async (now) => (await Promise.all(partitions.map((partition) => takePart(table, partition, now)))).flat(),
  delete: async ({ key }) => {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
  },
});
