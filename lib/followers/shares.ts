import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { followerPartition, type Key, keys } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';
import { deleteHolder } from './holders.ts';

/** A family member at an owner's binding, as it stands in the owner's partition. */
export interface Share {
  /** The place at the binding that the member holds; what the owner calls them by. */
  place: string;
  /** The member. Never leaves the server. */
  openid: string;
  kind: string;
  /** Id of the member's own binding. */
  memberBindingId: string;
  /** What leads to the member from the subject, and goes with their binding. */
  held: Key[];
  /** Epoch milliseconds. */
  since: number;
}

/** Who may look at an owner's binding: four places, each one item, so that a fifth member can't come in however many try at once. */
export interface Shares {
  list(owner: string, bindingId: string): Promise<Share[]>;
  /** Takes a free place for a member; undefined when there is none. */
  take(owner: string, bindingId: string, share: Omit<Share, 'place'>): Promise<Key | undefined>;
  /** Whether a member still holds the place that was taken. */
  holds(place: Key, member: string): Promise<boolean>;
  leave(place: Key, member: string): Promise<void>;
  /** Ends one member's binding, or all members' when `place` is absent. Repeatable: a place is freed once its binding is gone. */
  end(owner: string, bindingId: string, place?: string): Promise<boolean>;
}

/** A binding has room for so many members. */
const places = ['1', '2', '3', '4'];

/** Deletes an item that belongs to `openid`, and to nobody else since. */
export const deleteOf = (table: Table, key: Key, openid: string): Promise<boolean> =>
  written(
    table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: key,
        ConditionExpression: 'openid = :openid',
        ExpressionAttributeValues: { ':openid': openid },
      }),
    ),
  );

const queryAll = async (table: Table, openid: string, prefix: string): Promise<Record<string, unknown>[]> => {
  const query = new QueryCommand({
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': prefix },
    ConsistentRead: true,
  });
  return (await table.client.send(query)).Items ?? [];
};

/** Takes the member's binding out of the list that keeps their limit; the oldest one left becomes the default. */
const leaveList = async (table: Table, { openid, kind, memberBindingId }: Omit<Share, 'place'>): Promise<void> => {
  const left = await queryAll(table, openid, keys.binding(openid, kind, '').sk);
  const [heir] = left.sort((a, b) => Number(a['boundAt']) - Number(b['boundAt']));
  const list = { TableName: table.name, Key: keys.bindingList(openid, kind) };
  const ids = { ':ids': new Set([memberBindingId]) };
  await written(
    table.client.send(
      new UpdateCommand({
        ...list,
        UpdateExpression: 'DELETE ids :ids',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: ids,
      }),
    ),
  );
  await written(
    table.client.send(
      new UpdateCommand({
        ...list,
        UpdateExpression: heir === undefined ? 'REMOVE defaultId' : 'SET defaultId = :heir',
        ConditionExpression: 'defaultId = :gone',
        ExpressionAttributeValues: { ':gone': memberBindingId, ':heir': heir?.['id'] },
      }),
    ),
  );
};

/** Ends what an owner shared with a member. Spares what the member has bound by their own proof since. */
export const endShared = async (table: Table, owner: string, share: Omit<Share, 'place'>): Promise<void> => {
  const { openid, kind, memberBindingId, held = [] } = share;
  const gone = await written(
    table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: keys.binding(openid, kind, memberBindingId),
        ConditionExpression: 'attribute_not_exists(pk) OR (#role = :family AND sharedBy = :owner)',
        ExpressionAttributeNames: { '#role': 'role' },
        ExpressionAttributeValues: { ':family': 'family', ':owner': owner },
      }),
    ),
  );
  if (gone) await Promise.all([leaveList(table, share), deleteHolder(table, held)]);
};

/** The shares in the table. */
export const createShares = (table: Table): Shares => {
  const list = async (owner: string, bindingId: string): Promise<Share[]> =>
    (await queryAll(table, owner, keys.share(owner, bindingId, '').sk)).map(({ pk, sk, ...share }) => ({
      ...(share as unknown as Share),
      place: String(sk).split('#').at(-1) ?? '',
    }));

  return {
    list,
    take: async (owner, bindingId, share) => {
      for (const place of places) {
        const key = keys.share(owner, bindingId, place);
        const put = new PutCommand({
          TableName: table.name,
          Item: { ...key, ...share },
          ConditionExpression: 'attribute_not_exists(pk)',
        });
        if (await written(table.client.send(put))) return key;
      }
      return undefined;
    },
    holds: async (place, member) => {
      const read = new GetCommand({ TableName: table.name, Key: place, ConsistentRead: true });
      const item = (await table.client.send(read)).Item;
      return item?.['openid'] === member && item['ending'] !== true;
    },
    leave: async (place, member) => {
      await deleteOf(table, place, member);
    },
    end: async (owner, bindingId, place) => {
      const shares = (await list(owner, bindingId)).filter((share) => place === undefined || share.place === place);
      for (const share of shares) await endOne(table, owner, keys.share(owner, bindingId, share.place), share);
      return shares.length > 0;
    },
  };
};

/** Marks the place first: a member who is joining at this moment looks at the mark after their binding was written. */
const endOne = async (table: Table, owner: string, key: Key, share: Share): Promise<void> => {
  const marked = await written(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: key,
        UpdateExpression: 'SET ending = :yes',
        ConditionExpression: 'openid = :openid',
        ExpressionAttributeValues: { ':yes': true, ':openid': share.openid },
      }),
    ),
  );
  if (!marked) return;
  await endShared(table, owner, share);
  await deleteOf(table, key, share.openid);
};
