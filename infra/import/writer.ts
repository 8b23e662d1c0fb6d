import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../lib/platform/errors.ts';
import type { Key } from '../../lib/platform/keys.ts';
import type { Table } from '../../lib/platform/table.ts';

/** DynamoDB's limit of one BatchWriteItem. */
const batchSize = 25;
const tries = 10;
const firstPauseMs = 50;
const longestPauseMs = 5000;

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** Writes one batch; what the table puts off is sent again, slower each time. */
const writeBatch = async ({ client, name }: Table, items: readonly Key[]): Promise<void> => {
  let left: Requests = { [name]: items.map((Item) => ({ PutRequest: { Item } })) };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: left }));
    if (Object.keys(UnprocessedItems).length === 0) return;
    left = UnprocessedItems;
    await sleep(Math.min(firstPauseMs * 2 ** attempt, longestPauseMs));
  }
  throw new AppError(
    'table_busy',
    'retry',
    'the table puts writes off again and again: run the import once more, later',
  );
};

async function* batchesOf(items: AsyncIterable<Key> | Iterable<Key>): AsyncGenerator<Key[]> {
  let batch: Key[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Puts items, `lanes` batches at a time; memory does not grow with their number. The same items written again are the same. */
export const writeItems = async (table: Table, items: AsyncIterable<Key> | Iterable<Key>, lanes = 8): Promise<void> => {
  const batches = batchesOf(items);
  const lane = async (): Promise<void> => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) await writeBatch(table, next.value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
