import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beijingDay, nextBeijingMidnight } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';

/** One look at personal data, as the follower sees it in the list of who looked at what. */
export interface AuditEntry {
  service: string;
  /** Epoch milliseconds. */
  at: number;
  requestId: string;
}

/** Uses of services: counted where limited, written down where audited. */
export interface Uses {
  /** Counts one use on this day (Beijing); false when `limit` is reached. */
  count(openid: string, service: string, limit: number, now: number): Promise<boolean>;
  record(openid: string, entry: AuditEntry): Promise<void>;
}

/** The uses in the table: a counter per follower, service and day, and an entry per look. */
export const createUses = (table: Table): Uses => ({
  count: (openid, service, limit, now) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.limit(openid, service, beijingDay(now)),
          UpdateExpression: 'SET used = if_not_exists(used, :none) + :one, expiresAt = :expiry',
          ConditionExpression: 'attribute_not_exists(used) OR used < :limit',
          ExpressionAttributeValues: {
            ':none': 0,
            ':one': 1,
            ':limit': limit,
            ':expiry': expiry(nextBeijingMidnight(now)),
          },
        }),
      ),
    ),
  record: async (openid, entry) => {
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...keys.audit(openid, entry.at, entry.requestId), ...entry } }),
    );
  },
});
