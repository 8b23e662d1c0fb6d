import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type Follower, stranger } from './follower.ts';

/** One conditional update of a follower's item, in DynamoDB's own clauses. */
export interface FollowerUpdate {
  set?: string;
  remove?: string;
  condition: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

type Item = Record<string, unknown>;

/** Neither erased after the act that is being stored, nor gone: acts can arrive out of order. */
export const notErasedSince = '(attribute_not_exists(erasedAt) OR erasedAt < :at)';
export const isStored = 'attribute_exists(pk) AND attribute_not_exists(erasedAt)';

/** The follower of an item; a stranger where nothing is stored, or was erased. */
export const toFollower = (openid: string, item: Item | undefined): Follower => {
  if (item === undefined || item['erasedAt'] !== undefined) return stranger(openid);
  const { pk, sk, gsi1pk, gsi1sk, expiresAt, ...fields } = item;
  return { ...stranger(openid), ...(fields as Partial<Follower>) };
};

const expression = ({ set, remove }: FollowerUpdate): string =>
  [set && `SET ${set}`, remove && `REMOVE ${remove}`].filter(Boolean).join(' ');

/** Updates the follower's item; throws `ConditionalCheckFailedException` when the condition does not hold. */
export const updateFollower = async (table: Table, openid: string, update: FollowerUpdate): Promise<Follower> => {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: keys.follower(openid),
    UpdateExpression: expression(update),
    ConditionExpression: update.condition,
    ExpressionAttributeNames: update.names,
    ExpressionAttributeValues: update.values,
    ReturnValues: 'ALL_NEW',
  });
  return toFollower(openid, (await table.client.send(command)).Attributes);
};

/** The follower as stored; a stranger when nothing is. */
export const readFollower = async (table: Table, openid: string): Promise<Follower> => {
  const command = new GetCommand({ TableName: table.name, Key: keys.follower(openid), ConsistentRead: true });
  return toFollower(openid, (await table.client.send(command)).Item);
};

/** Updates, or, when the condition does not hold (a repeated or belated act), reads the follower as they are. */
export const updateOrRead = async (table: Table, openid: string, update: FollowerUpdate): Promise<Follower> => {
  try {
    return await updateFollower(table, openid, update);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return readFollower(table, openid);
  }
};
