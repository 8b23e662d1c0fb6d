import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beijingDay, nextBeijingMidnight } from '../platform/clock.ts';
import { followerPartition, keys } from '../platform/keys.ts';
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
  /** Looks, newest first, 30 at a time; `before` continues where `next` of the page before ended. */
  list(openid: string, before?: string): Promise<{ entries: AuditEntry[]; next?: string }>;
}

const pageSize = 30;
const prefix = 'audit#';

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
  list: async (openid, before) => {
    const pk = followerPartition(openid);
    const query = new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ScanIndexForward: false,
      Limit: pageSize,
      ...(before === undefined ? {} : { ExclusiveStartKey: { pk, sk: `${prefix}${before}` } }),
    });
    const { Items = [], LastEvaluatedKey: last } = await table.client.send(query);
    const entries = Items.map(({ service, at, requestId }) => ({ service, at, requestId }) as AuditEntry);
    return last === undefined ? { entries } : { entries, next: String(last['sk']).slice(prefix.length) };
  },
});
