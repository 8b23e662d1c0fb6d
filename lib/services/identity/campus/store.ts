import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../platform/keys.ts';
import { expiry, type Table } from '../../../platform/table.ts';
import type { SignOnSecrets } from './provider.ts';

/** A sign-on under way. */
export interface PendingSignOn extends SignOnSecrets {
  consentVersion: string;
  /** Own path to go on to. */
  onward: string;
  /** Epoch milliseconds. */
  until: number;
}

/** Sign-ons under way, each of one follower: a state that somebody else began is not found. */
export interface PendingSignOns {
  put(openid: string, pending: PendingSignOn): Promise<void>;
  find(openid: string, state: string, now: number): Promise<PendingSignOn | undefined>;
  /** Takes it out, so that a return works once. */
  take(openid: string, state: string, now: number): Promise<PendingSignOn | undefined>;
}

const unexpired = (item: unknown, now: number): PendingSignOn | undefined => {
  const pending = item as PendingSignOn | undefined;
  return pending !== undefined && pending.until > now ? pending : undefined;
};

/** The sign-ons in the table, in the follower's own partition. */
export const createPendingSignOns = (table: Table): PendingSignOns => ({
  put: async (openid, pending) => {
    const item = { ...keys.signOn(openid, pending.state), ...pending, expiresAt: expiry(pending.until) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  },
  find: async (openid, state, now) => {
    const read = new GetCommand({ TableName: table.name, Key: keys.signOn(openid, state), ConsistentRead: true });
    return unexpired((await table.client.send(read)).Item, now);
  },
  take: async (openid, state, now) => {
    const take = new DeleteCommand({
      TableName: table.name,
      Key: keys.signOn(openid, state),
      ReturnValues: 'ALL_OLD',
    });
    return unexpired((await table.client.send(take)).Attributes, now);
  },
});
