import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { index, keys } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';

/** Who follows, as notices to everyone find them: an item in the follower's own partition, listed in the index. */
export interface Following {
  /** Repeatable; an older follow changes nothing. */
  add(openid: string, at: number): Promise<void>;
  /** Takes away a follow that is not newer than `at`. Repeatable. */
  remove(openid: string, at: number): Promise<void>;
}

/** Follows in the table. */
export const createFollowing = (table: Table): Following => ({
  add: async (openid, at) => {
    await written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.following(openid), ...index.following(openid), openid, at },
          ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': at },
        }),
      ),
    );
  },
  remove: async (openid, at) => {
    await written(
      table.client.send(
        new DeleteCommand({
          TableName: table.name,
          Key: keys.following(openid),
          ConditionExpression: '#at <= :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': at },
        }),
      ),
    );
  },
});
