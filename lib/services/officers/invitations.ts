import { randomInt } from 'node:crypto';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import { groupInvitationId, index, keys, pseudonym } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** An offer to join a group, to whoever holds the code. */
export interface GroupInvitation {
  groupId: string;
  /** The unit that it is for: who joins by it looks after that one. Absent where it is for any unit of the group. */
  unit?: string;
  /** How many people may use it. */
  most: number;
  /** Epoch milliseconds. */
  until: number;
  /** Staff who made it, and when, in epoch milliseconds. */
  by: string;
  at: number;
}

/** An invitation as its item stands. */
export interface InvitationItem extends GroupInvitation {
  /** Pseudonyms of who has used it, and of whom staff have turned away since. */
  usedBy?: Set<string>;
  barred?: Set<string>;
  revokedAt?: number;
  revokedBy?: string;
  sealedCode: string;
}

/** What a code is worth to a follower: it opens the group, was taken back by staff, or is not for somebody whom they have turned away. */
export type FoundInvitation = { kind: 'open'; invitation: GroupInvitation } | { kind: 'revoked' } | { kind: 'barred' };

/** Invitations to groups, as they are made and used. */
export interface GroupInvitations {
  /** The code has 49 bits and can be typed; it is found by its digest and kept encrypted, to be printed again. */
  create(invitation: GroupInvitation): Promise<{ id: string; code: string }>;
  /** Undefined for one that is unknown, used up (unless by this follower) or out of time; nobody learns which. */
  find(code: string, openid: string, now: number): Promise<FoundInvitation | undefined>;
  /** Takes one of its uses; the same follower's second use is the first. False when there is none left, or it was revoked before. */
  use(code: string, openid: string, now: number): Promise<boolean>;
}

/** The purpose under which codes are encrypted. */
export const sealing = 'group invitation code';

/** Without 0, 1, I, L and O, which look like each other. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;

const newCode = (): string => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

const isInForce = 'attribute_exists(pk) AND #until > :now AND attribute_not_exists(revokedAt)';
const isWelcome = 'NOT contains(barred, :who)';
const hasRoom = '(attribute_not_exists(usedBy) OR contains(usedBy, :who) OR size(usedBy) < most)';

const worthOf = (item: InvitationItem, who: string, now: number): FoundInvitation | undefined => {
  const { groupId, unit, most, until, by, at, usedBy } = item;
  if (until <= now) return undefined;
  if (item.revokedAt !== undefined) return { kind: 'revoked' };
  if (item.barred?.has(who)) return { kind: 'barred' };
  if ((usedBy?.size ?? 0) >= most && !usedBy?.has(who)) return undefined;
  return { kind: 'open', invitation: { groupId, ...(unit === undefined ? {} : { unit }), most, until, by, at } };
};

/**
 * The invitations in the table. Who used one, whom it is closed to and whether it was revoked stand in its one item: a last place can't be taken
 * twice, and of a use and a revocation at once the one that is written first wins.
 */
export const createGroupInvitations = (table: Table, openCipher: () => Promise<FieldCipher>): GroupInvitations => ({
  create: async (invitation) => {
    const code = newCode();
    const id = groupInvitationId(code);
    const { groupId, until } = invitation;
    const item = {
      ...keys.groupInvitation(id),
      ...index.groupInvitations(groupId, until, id),
      ...invitation,
      sealedCode: (await openCipher()).encrypt(code, sealing),
      expiresAt: expiry(until),
    };
    const put = { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
    await table.client.send(new PutCommand(put));
    return { id, code };
  },
  find: async (code, openid, now) => {
    const key = keys.groupInvitation(groupInvitationId(code));
    const read = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
    const item = (await table.client.send(read)).Item;
    return item && worthOf(item as InvitationItem, pseudonym(openid), now);
  },
  use: (code, openid, now) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.groupInvitation(groupInvitationId(code)),
          UpdateExpression: 'ADD usedBy :whom',
          ConditionExpression: `${isInForce} AND ${isWelcome} AND ${hasRoom}`,
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now, ':who': pseudonym(openid), ':whom': new Set([pseudonym(openid)]) },
        }),
      ),
    ),
});
