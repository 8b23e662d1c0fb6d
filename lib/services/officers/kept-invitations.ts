import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import { index, type Key, keys, pseudonym } from '../../platform/keys.ts';
import { inParallel } from '../../platform/parallel.ts';
import { type Table, written } from '../../platform/table.ts';
import { type GroupInvitation, type InvitationItem, sealing } from './invitations.ts';

/** An invitation as staff look after it. */
export interface KeptInvitation extends GroupInvitation {
  /** Names it and opens nothing. */
  id: string;
  /** How many have used it. */
  used: number;
  /** Who took it back, and when, in epoch milliseconds. */
  revoked?: { by: string; at: number };
}

/** What staff do with a group's invitations. */
export interface KeptInvitations {
  /** Those that are not out of time, revoked ones among them, the first to end first. A second or two behind. */
  list(groupId: string, now: number): Promise<KeptInvitation[]>;
  /** One of the group, with its code; strongly consistent. */
  get(groupId: string, id: string): Promise<(KeptInvitation & { code: string }) | undefined>;
  /**
   * Takes it back: from then on nobody joins by it, and who has joined stays. The first revocation stands; false when there was one before, or there
   * is no such invitation of the group.
   */
  revoke(groupId: string, id: string, by: string, at: number): Promise<boolean>;
  /** Closes the group's invitations to somebody whom staff turn away; those made later are open to them. */
  bar(groupId: string, openid: string, now: number): Promise<void>;
}

/** Invitations that are closed to somebody at once. */
const lanes = 8;

type Item = Key & InvitationItem;

const idOf = ({ pk }: Key): string => pk.slice(keys.groupInvitation('').pk.length);

const keptOf = (item: Item): KeptInvitation => {
  const { groupId, unit, most, until, by, at, usedBy, revokedAt, revokedBy = '' } = item;
  return {
    ...{ id: idOf(item), groupId, most, until, by, at, used: usedBy?.size ?? 0 },
    ...(unit === undefined ? {} : { unit }),
    ...(revokedAt === undefined ? {} : { revoked: { by: revokedBy, at: revokedAt } }),
  };
};

const itemsOf = async (table: Table, groupId: string, now: number): Promise<Item[]> => {
  const found: Item[] = [];
  const { gsi1pk, gsi1sk } = index.groupInvitations(groupId, now + 1, '');
  let from: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: table.name,
      IndexName: index.name,
      KeyConditionExpression: 'gsi1pk = :group AND gsi1sk >= :now',
      ExpressionAttributeValues: { ':group': gsi1pk, ':now': gsi1sk },
      ExclusiveStartKey: from,
    });
    const page = await table.client.send(query);
    found.push(...((page.Items ?? []) as Item[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
};

/** The invitations in the table, for staff. */
export const createKeptInvitations = (table: Table, openCipher: () => Promise<FieldCipher>): KeptInvitations => {
  const change = (id: string, expression: string, condition: string, values: Record<string, unknown>) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.groupInvitation(id),
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  return {
    list: async (groupId, now) => (await itemsOf(table, groupId, now)).map(keptOf),
    get: async (groupId, id) => {
      const read = new GetCommand({ TableName: table.name, Key: keys.groupInvitation(id), ConsistentRead: true });
      const item = (await table.client.send(read)).Item as Item | undefined;
      if (item?.groupId !== groupId) return undefined;
      return { ...keptOf(item), code: (await openCipher()).decrypt(item.sealedCode, sealing) };
    },
    revoke: (groupId, id, by, at) =>
      change(id, 'SET revokedAt = :at, revokedBy = :by', 'groupId = :group AND attribute_not_exists(revokedAt)', {
        ...{ ':at': at, ':by': by, ':group': groupId },
      }),
    bar: async (groupId, openid, now) => {
      const whom = new Set([pseudonym(openid)]);
      await inParallel(await itemsOf(table, groupId, now), lanes, (item) =>
        change(idOf(item), 'ADD barred :whom', 'attribute_exists(pk)', { ':whom': whom }),
      );
    },
  };
};
