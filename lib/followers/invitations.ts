import { randomBytes } from 'node:crypto';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';

/** An owner's offer to share a binding with whoever holds the token. */
export interface Invitation {
  /** The owner. */
  openid: string;
  bindingId: string;
  kind: string;
  /** Epoch milliseconds. */
  until: number;
}

/** Invitations of family members: 24 hours, once. */
export interface Invitations {
  /** The token has 128 bits; only its digest is stored. */
  create(invitation: Omit<Invitation, 'until'>, now: number): Promise<{ token: string; until: number }>;
  /** Undefined for one that is unknown, used or expired; nobody learns which. */
  find(token: string, now: number): Promise<Invitation | undefined>;
  /** True for the one use. */
  use(token: string, now: number): Promise<boolean>;
}

const keptMs = 24 * 3_600_000;

/** The invitations in the table. A second item, in the owner's partition, leads erasure to them. */
export const createInvitations = (table: Table): Invitations => ({
  create: async (invitation, now) => {
    const token = randomBytes(16).toString('base64url');
    const until = now + keptMs;
    const key = keys.invitation(token);
    const expiresAt = expiry(until);
    const pointer = { ...keys.invited(invitation.openid, token), alsoErase: [key], expiresAt };
    await table.client.send(new PutCommand({ TableName: table.name, Item: pointer }));
    const item = { ...key, ...invitation, until, expiresAt };
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
    return { token, until };
  },
  find: async (token, now) => {
    const read = new GetCommand({ TableName: table.name, Key: keys.invitation(token), ConsistentRead: true });
    const item = (await table.client.send(read)).Item;
    if (item === undefined || item['usedAt'] !== undefined || Number(item['until']) <= now) return undefined;
    const { openid, bindingId, kind, until } = item as unknown as Invitation;
    return { openid, bindingId, kind, until };
  },
  use: (token, now) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.invitation(token),
          UpdateExpression: 'SET usedAt = :now',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(usedAt) AND #until > :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now },
        }),
      ),
    ),
});
