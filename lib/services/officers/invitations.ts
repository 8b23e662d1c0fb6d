import { randomInt } from 'node:crypto';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, pseudonym } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** An offer to join a group, to whoever holds the code. */
export interface GroupInvitation {
  groupId: string;
  /** How many people may use it. */
  most: number;
  /** Epoch milliseconds. */
  until: number;
  /** Staff who made it. */
  by: string;
}

/** Invitations to groups. */
export interface GroupInvitations {
  /** The code has 49 bits and can be typed; only its digest is stored. */
  create(invitation: GroupInvitation): Promise<string>;
  /** Undefined for one that is unknown, used up (unless by this follower) or out of time; nobody learns which. */
  find(code: string, openid: string, now: number): Promise<GroupInvitation | undefined>;
  /** Takes one of its uses; the same follower's second use is the first. False when there is none left. */
  use(code: string, openid: string, now: number): Promise<boolean>;
}

/** Without 0, 1, I, L and O, which look like each other. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;

const newCode = (): string => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

const isOpen = '#until > :now AND (attribute_not_exists(usedBy) OR contains(usedBy, :who) OR size(usedBy) < most)';

/** The invitations in the table. Who used one stands in its one item, so that a last place can't be taken twice. */
export const createGroupInvitations = (table: Table): GroupInvitations => ({
  create: async (invitation) => {
    const code = newCode();
    const item = { ...keys.groupInvitation(code), ...invitation, expiresAt: expiry(invitation.until) };
    const put = { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
    await table.client.send(new PutCommand(put));
    return code;
  },
  find: async (code, openid, now) => {
    const read = new GetCommand({ TableName: table.name, Key: keys.groupInvitation(code), ConsistentRead: true });
    const item = (await table.client.send(read)).Item;
    if (item === undefined) return undefined;
    const { groupId, most, until, by, usedBy } = item as unknown as GroupInvitation & { usedBy?: Set<string> };
    const isUsedUp = (usedBy?.size ?? 0) >= most && !usedBy?.has(pseudonym(openid));
    return until <= now || isUsedUp ? undefined : { groupId, most, until, by };
  },
  use: (code, openid, now) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.groupInvitation(code),
          UpdateExpression: 'ADD usedBy :whom',
          ConditionExpression: `attribute_exists(pk) AND ${isOpen}`,
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now, ':who': pseudonym(openid), ':whom': new Set([pseudonym(openid)]) },
        }),
      ),
    ),
});
