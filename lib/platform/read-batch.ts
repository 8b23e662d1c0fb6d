import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import { AppError } from './errors.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

/** DynamoDB's limit of one BatchGetItem. */
export const readBatchSize = 100;
const firstPauseMs = 25;

/** What to read of each item, and how. */
export interface ReadOptions {
  /** Attributes, such as `pk, #name`; all when absent. */
  attributes?: string;
  names?: Record<string, string>;
  /** Costs twice as much. */
  consistent?: boolean;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The items of at most 100 keys, in no order, without those that are not there; what the table puts off is asked for again, slower each time.
 * Throws `AppError('table_busy', 'retry')` when it goes on putting off for `tries` times. A key must not stand twice.
 */
export const readBatch = async <Item extends Key>(
  { client, name }: Table,
  wanted: readonly Key[],
  { attributes, names, consistent = false }: ReadOptions = {},
  tries = 8,
): Promise<Item[]> => {
  const found: Item[] = [];
  let left: BatchGetCommandInput['RequestItems'] = {
    [name]: {
      Keys: wanted.map(({ pk, sk }) => ({ pk, sk })),
      ProjectionExpression: attributes,
      ExpressionAttributeNames: names,
      ConsistentRead: consistent,
    },
  };
  if (wanted.length === 0) return found;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: left }));
    found.push(...((answer.Responses?.[name] ?? []) as Item[]));
    left = answer.UnprocessedKeys ?? {};
    if (Object.keys(left).length === 0) return found;
    await pause(firstPauseMs * 2 ** attempt);
  }
  throw new AppError('table_busy', 'retry', 'the table puts reads off again and again');
};

/** The same for any number of keys, 100 at a time. */
export const readAll = async <Item extends Key>(
  table: Table,
  wanted: readonly Key[],
  options?: ReadOptions,
): Promise<Item[]> => {
  const found: Item[] = [];
  for (let start = 0; start < wanted.length; start += readBatchSize) {
    found.push(...(await readBatch<Item>(table, wanted.slice(start, start + readBatchSize), options)));
  }
  return found;
};
