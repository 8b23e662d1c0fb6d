import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { audienceShards, followingPartition, index } from '../../../lib/platform/keys.ts';
import { inParallel } from '../../../lib/platform/parallel.ts';
import type { Table } from '../../../lib/platform/table.ts';

const countShard = async ({ client, name }: Table, shard: number): Promise<number> => {
  let count = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName: name,
      IndexName: index.name,
      KeyConditionExpression: 'gsi1pk = :partition',
      ExpressionAttributeValues: { ':partition': followingPartition(shard) },
      Select: 'COUNT',
      ExclusiveStartKey: from,
    });
    const page = await client.send(command);
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return count;
};

/** How many people are on the list for notices to everyone; about 25 read units for each thousand of them. */
export const countListed = async (table: Table): Promise<number> => {
  const shards = Array.from({ length: audienceShards }, (_, shard) => shard);
  const counts = await inParallel(shards, 8, (shard) => countShard(table, shard));
  return counts.reduce((sum, count) => sum + count, 0);
};
