import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { itemsOfPartition } from '../../platform/batches.ts';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import { followerPartition, groupPartition, type Key, keys } from '../../platform/keys.ts';
import { type Table, written } from '../../platform/table.ts';
import type { Member } from './model.ts';

/** What an officer says of themselves when joining. */
export type Joining = Pick<Member, 'groupId' | 'openid' | 'unit' | 'unitNumber' | 'name' | 'consentVersion'> & {
  state: 'requested' | 'member';
};

/** What staff correct of a member. */
export type UnitOf = Pick<Member, 'unit' | 'unitNumber'>;

/** What staff decided. */
export type Decision =
  | { to: 'member'; by: string; at: number }
  | { to: 'rejected'; reason: string; by: string; at: number };

/** Members of groups, and who asks to become one; each is one item of the group's partition. */
export interface Members {
  get(groupId: string, openid: string): Promise<Member | undefined>;
  /** What a follower is to any group. */
  of(openid: string): Promise<Member[]>;
  /** All of a group, page by page. */
  list(groupId: string): AsyncIterable<Member>;
  /** Stores a request or a membership, unless they are a member, or staff have decided upon them after `at`. Repeatable. */
  join(joining: Joining, at: number): Promise<void>;
  /** Lets in who asks, or turns away who asks or is in; undefined when they are neither. */
  decide(groupId: string, openid: string, decision: Decision): Promise<Member | undefined>;
  /** Corrects the unit that a member looks after; undefined when they are none. */
  correct(groupId: string, openid: string, unit: UnitOf): Promise<Member | undefined>;
  /** Notes that the member was told of the decision of this version. */
  told(member: Pick<Member, 'groupId' | 'openid' | 'version'>): Promise<void>;
  leave(openid: string, groupId: string): Promise<void>;
}

const context = 'group member name';

type Item = Key & Omit<Member, 'name'> & { sealedName: string };

const toMember = (cipher: FieldCipher, { pk, sk, sealedName, ...item }: Item): Member => ({
  ...item,
  name: cipher.decrypt(sealedName, context),
});

/** The members in the table. An item in the follower's own partition leads erasure to the group; it is there before the member's item, and goes after it. */
export const createMembers = (table: Table, openCipher: () => Promise<FieldCipher>): Members => {
  const get = async (groupId: string, openid: string): Promise<Member | undefined> => {
    const read = new GetCommand({
      TableName: table.name,
      Key: keys.groupMember(groupId, openid),
      ConsistentRead: true,
    });
    const item = (await table.client.send(read)).Item as Item | undefined;
    return item && toMember(await openCipher(), item);
  };

  const groupsOf = async (openid: string): Promise<string[]> => {
    const query = new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': keys.membership(openid, '').sk },
      ConsistentRead: true,
    });
    return ((await table.client.send(query)).Items ?? []).map(({ groupId }) => String(groupId));
  };

  const putPointer = async ({ openid, groupId, unit }: Joining, at: number): Promise<void> => {
    const pointer = {
      ...keys.membership(openid, groupId),
      groupId,
      unit,
      at,
      alsoErase: [keys.groupMember(groupId, openid)],
    };
    await table.client.send(new PutCommand({ TableName: table.name, Item: pointer }));
  };

  return {
    get,
    of: async (openid) => {
      const members = await Promise.all((await groupsOf(openid)).map((groupId) => get(groupId, openid)));
      return members.filter((member) => member !== undefined);
    },
    list: async function* (groupId) {
      const cipher = await openCipher();
      for await (const item of itemsOfPartition<Item>(table, groupPartition(groupId))) yield toMember(cipher, item);
    },
    join: async (joining, at) => {
      await putPointer(joining, at);
      const { groupId, openid, unit, unitNumber, name, consentVersion, state } = joining;
      const update = new UpdateCommand({
        TableName: table.name,
        Key: keys.groupMember(groupId, openid),
        UpdateExpression: `SET groupId = :group, openid = :openid, #state = :state, #unit = :unit, unitNumber = :number, sealedName = :name,
          smsConsent = :yes, consentVersion = :consent, #at = :at, version = if_not_exists(version, :none) + :one REMOVE reason, untold, decidedBy, decidedFrom`,
        ConditionExpression: 'attribute_not_exists(pk) OR (#state <> :member AND #at <= :at)',
        ExpressionAttributeNames: { '#state': 'state', '#unit': 'unit', '#at': 'at' },
        ExpressionAttributeValues: {
          ...{ ':group': groupId, ':openid': openid, ':state': state, ':unit': unit, ':number': unitNumber, ':at': at },
          ...{ ':yes': true, ':consent': consentVersion, ':none': 0, ':one': 1, ':member': 'member' },
          ':name': (await openCipher()).encrypt(name, context),
        },
      });
      await written(table.client.send(update));
    },
    decide: async (groupId, openid, decision) => {
      const reason = decision.to === 'rejected' ? decision.reason : undefined;
      const update = new UpdateCommand({
        TableName: table.name,
        Key: keys.groupMember(groupId, openid),
        UpdateExpression: `SET #state = :to, decidedFrom = #state, decidedBy = :by, #at = :at, version = version + :one, untold = version + :one ${reason === undefined ? 'REMOVE reason' : ', reason = :reason'}`,
        ConditionExpression: decision.to === 'member' ? '#state = :requested' : '#state IN (:requested, :member)',
        ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: {
          ...{ ':to': decision.to, ':by': decision.by, ':at': decision.at, ':one': 1, ':requested': 'requested' },
          ...(decision.to === 'member' ? {} : { ':member': 'member', ':reason': reason }),
        },
      });
      return (await written(table.client.send(update))) ? get(groupId, openid) : undefined;
    },
    correct: async (groupId, openid, { unit, unitNumber }) => {
      const update = new UpdateCommand({
        TableName: table.name,
        Key: keys.groupMember(groupId, openid),
        UpdateExpression: 'SET #unit = :unit, unitNumber = :number',
        ConditionExpression: '#state = :member',
        ExpressionAttributeNames: { '#state': 'state', '#unit': 'unit' },
        ExpressionAttributeValues: { ':unit': unit, ':number': unitNumber, ':member': 'member' },
      });
      return (await written(table.client.send(update))) ? get(groupId, openid) : undefined;
    },
    told: async ({ groupId, openid, version }) => {
      await written(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: keys.groupMember(groupId, openid),
            UpdateExpression: 'REMOVE untold',
            ConditionExpression: 'untold = :version',
            ExpressionAttributeValues: { ':version': version },
          }),
        ),
      );
    },
    leave: async (openid, groupId) => {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: keys.groupMember(groupId, openid) }));
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: keys.membership(openid, groupId) }));
    },
  };
};
