import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../platform/field-cipher.ts';
import { type Key, keys } from '../platform/keys.ts';
import { readAll } from '../platform/read-batch.ts';
import { type Table, written } from '../platform/table.ts';

/** Who holds a subject of the organisation's systems: everyone who has bound it, family members too. */
export interface Holders {
  /** Each person once. Read from the subject's side and checked against each binding. */
  of(kind: string, subject: string): Promise<Holder[]>;
}

/** Somebody who holds a subject, and by which binding of theirs. */
export interface Holder {
  openid: string;
  bindingId: string;
}

/** The items that lead from a subject to a follower who holds it, under each key of the ring, the newest first. */
export const holderKeys = (cipher: FieldCipher, kind: string, subject: string, openid: string): [Key, ...Key[]] => {
  const [newest, ...older] = cipher.hashes(subject, `holder of ${kind}`);
  return [keys.holder(kind, newest ?? '', openid), ...older.map((hash) => keys.holder(kind, hash, openid))];
};

/** Notes that a follower is about to hold a subject by the binding of this id. */
export const putHolder = async (table: Table, key: Key, openid: string, bindingId: string): Promise<void> => {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, openid, bindingId } }));
};

/** Takes notes of holding away. */
export const deleteHolder = async (table: Table, holderKeys: readonly Key[]): Promise<void> => {
  await Promise.all(
    holderKeys.map((key) => written(table.client.send(new DeleteCommand({ TableName: table.name, Key: key })))),
  );
};

type Item = Key & { openid: string; bindingId: string };

/** The holders in the table. */
export const createHolders = (table: Table, openCipher: () => Promise<FieldCipher>): Holders => {
  const under = async (partition: string): Promise<Item[]> => {
    const found: Item[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...((page.Items ?? []) as Item[]));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  };

  return {
    of: async (kind, subject) => {
      const partitions = holderKeys(await openCipher(), kind, subject, '').map(({ pk }) => pk);
      const noted = (await Promise.all(partitions.map(under))).flat();
      const bindings = new Map(noted.map(({ openid, bindingId }) => [openid, keys.binding(openid, kind, bindingId)]));
      const ids = new Map(noted.map(({ openid, bindingId }) => [openid, bindingId]));
      const options = { attributes: 'pk, sk, openid', consistent: true };
      const bound = await readAll<Key & { openid: string }>(table, [...bindings.values()], options);
      return bound.map(({ openid }) => ({ openid, bindingId: ids.get(openid) ?? '' }));
    },
  };
};
