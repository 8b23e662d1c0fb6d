import { BatchWriteItemCommand, type DynamoDBClient, paginateScan, type WriteRequest } from '@aws-sdk/client-dynamodb';

const batchSize = 25;

const writeBatch = async (dynamodb: DynamoDBClient, table: string, batch: WriteRequest[]): Promise<void> => {
  let rest: Record<string, WriteRequest[]> | undefined = { [table]: batch };
  while (rest !== undefined && Object.keys(rest).length > 0) {
    rest = (await dynamodb.send(new BatchWriteItemCommand({ RequestItems: rest }))).UnprocessedItems;
  }
};

/**
 * Copies every item of one table into another, in batches, and gives their number. Items that the target already has under the same key
 * are replaced; repeatable.
 */
export const copyTable = async (dynamodb: DynamoDBClient, from: string, to: string): Promise<number> => {
  let copied = 0;
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: from, ConsistentRead: true })) {
    for (let start = 0; start < Items.length; start += batchSize) {
      const batch = Items.slice(start, start + batchSize).map((Item) => ({ PutRequest: { Item } }));
      await writeBatch(dynamodb, to, batch);
      copied += batch.length;
    }
  }
  return copied;
};
