import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { localAccount } from '../../../infra/local/intrinsics.ts';
import type { Stack } from '../../../infra/local/stack.ts';
import { followerPartition } from '../../../lib/platform/keys.ts';

/** An item as it is stored. */
export type Item = Record<string, unknown>;

/** Looks into the account's table. */
export interface Store {
  /** Every item of a follower's partition. */
  ofFollower(openid: string): Promise<Item[]>;
  /** The item that holds the follower's own state. */
  profile(openid: string): Promise<Item | undefined>;
  /** Every item whose partition begins so. */
  beginningWith(prefix: string): Promise<Item[]>;
  close(): void;
}

/** The store of a running stack, read through the same stand-in that the functions use. */
export const openStore = ({ awsUrl, env }: Stack): Store => {
  const connection = new DynamoDBClient({
    endpoint: awsUrl,
    region: localAccount.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const client = DynamoDBDocumentClient.from(connection);
  const TableName = `bianmin-${env.ORGANISATION}-${env.STAGE}`;
  const ofFollower = async (openid: string) => {
    const command = new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': followerPartition(openid) },
      ConsistentRead: true,
    });
    return (await client.send(command)).Items ?? [];
  };
  const beginningWith = async (prefix: string) => {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const command = new ScanCommand({
        TableName,
        FilterExpression: 'begins_with(pk, :prefix)',
        ExpressionAttributeValues: { ':prefix': prefix },
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      const page = await client.send(command);
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  };
  return {
    ofFollower,
    beginningWith,
    profile: async (openid) => (await ofFollower(openid)).find(({ sk }) => sk === 'profile'),
    close: () => connection.destroy(),
  };
};
