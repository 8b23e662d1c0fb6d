import { BatchWriteCommand, type BatchWriteCommandInput, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from './errors.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

/** DynamoDB's limit of one BatchWriteItem. */
export const batchSize = 25;
const firstPauseMs = 50;
const longestPauseMs = 5000;

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** One write of a batch: an item to put, or a key to delete. */
export type BatchWrite = { put: Key & Record<string, unknown> } | { delete: Key };

const requestOf = (write: BatchWrite) =>
  'put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: write.delete } };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Writes at most 25 items; what the table puts off is sent again, slower each time. Throws `AppError('table_busy', 'retry')` when it goes on
 * putting off for `tries` times; what was written stays, so that the caller may repeat all of it.
 */
export const writeBatch = async ({ client, name }: Table, writes: readonly BatchWrite[], tries = 6): Promise<void> => {
  if (writes.length === 0) return;
  let left: Requests = { [name]: writes.map(requestOf) };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: left }));
    if (Object.keys(UnprocessedItems).length === 0) return;
    left = UnprocessedItems;
    await pause(Math.min(firstPauseMs * 2 ** attempt, longestPauseMs));
  }
  throw new AppError('table_busy', 'retry', 'the table puts writes off again and again');
};

/** Every item of a partition, or the named attributes of each; strongly consistent, page by page. */
export async function* itemsOfPartition<Item extends Key>(
  { client, name }: Table,
  partition: string,
  attributes?: string,
): AsyncGenerator<Item> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition },
        ProjectionExpression: attributes,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    yield* (page.Items ?? []) as Item[];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}
