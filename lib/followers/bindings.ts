import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../platform/field-cipher.ts';
import { type Key, keys } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';
import type { Binding, BindOutcome, NewBinding } from './binding.ts';
import {
  type BindingItem,
  bindingId,
  bindingRange,
  fromItem,
  olderOwnerKeys,
  ownerKey,
  toItem,
} from './binding-items.ts';
import { deleteHolder, holderKeys, putHolder } from './holders.ts';

/** What followers have bound. Every method looks by the follower alone: nobody's binding is found by its id only. */
export interface Bindings {
  /** All of the follower's bindings, of one kind or of any, the default first, then the oldest. One round trip. */
  list(openid: string, kind?: string): Promise<Binding[]>;
  /** Repeatable: the same subject is the same binding. */
  bind(openid: string, binding: NewBinding): Promise<BindOutcome>;
  /** False when the follower has no such binding. The oldest left becomes the default. */
  unbind(openid: string, id: string): Promise<boolean>;
  rename(openid: string, id: string, label: string): Promise<boolean>;
  makeDefault(openid: string, id: string): Promise<boolean>;
}

const isStored = 'attribute_exists(pk)';
const byDefaultThenAge = (a: Binding, b: Binding): number =>
  Number(b.isDefault) - Number(a.isDefault) || a.boundAt - b.boundAt;

/** The bindings in the table. The list item keeps the limit by one conditional update; the binding's own item follows and may be repeated. */
export const createBindings = (table: Table, openCipher: () => Promise<FieldCipher>): Bindings => {
  const query = async (openid: string): Promise<BindingItem[]> => {
    const page = await table.client.send(
      new QueryCommand({ TableName: table.name, ConsistentRead: true, ...bindingRange(openid) }),
    );
    return page.Items ?? [];
  };

  const list = async (openid: string, kind?: string): Promise<Binding[]> => {
    const [items, cipher] = await Promise.all([query(openid), openCipher()]);
    const defaults = new Set(items.flatMap((item) => item['defaultId'] ?? []));
    return items
      .filter((item) => item['sealedSubject'] !== undefined && (kind === undefined || item['kind'] === kind))
      .map((item) => fromItem(cipher, item, defaults))
      .sort(byDefaultThenAge);
  };

  const find = async (openid: string, id: string): Promise<Binding | undefined> =>
    (await list(openid)).find((binding) => binding.id === id);

  /** Takes a place of the kind's limit, unless the follower has this one already. */
  const takePlace = (openid: string, kind: string, id: string, most: number): Promise<boolean> =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.bindingList(openid, kind),
          UpdateExpression: 'ADD ids :ids SET defaultId = if_not_exists(defaultId, :id)',
          ConditionExpression: 'attribute_not_exists(ids) OR contains(ids, :id) OR size(ids) < :most',
          ExpressionAttributeValues: { ':ids': new Set([id]), ':id': id, ':most': most },
        }),
      ),
    );

  const leavePlace = (openid: string, { kind, id }: Binding, heir: string | undefined) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.bindingList(openid, kind),
        UpdateExpression: `DELETE ids :ids ${heir === undefined ? 'REMOVE defaultId' : 'SET defaultId = :heir'}`,
        ExpressionAttributeValues: { ':ids': new Set([id]), ':heir': heir },
      }),
    );

  const isOthers = async (openid: string, key: Key): Promise<boolean> => {
    const command = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
    const owner = (await table.client.send(command)).Item?.['openid'];
    return owner !== undefined && owner !== openid;
  };

  const claimOwnership = async (openid: string, kind: string, subject: string): Promise<boolean> => {
    for (const key of olderOwnerKeys(await openCipher(), kind, subject)) if (await isOthers(openid, key)) return false;
    return written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...ownerKey(await openCipher(), kind, subject), openid },
          ConditionExpression: 'attribute_not_exists(pk) OR openid = :openid',
          ExpressionAttributeValues: { ':openid': openid },
        }),
      ),
    );
  };

  const giveUpOwnership = async (openid: string, { kind, subject }: Binding): Promise<void> => {
    const cipher = await openCipher();
    for (const key of [ownerKey(cipher, kind, subject), ...olderOwnerKeys(cipher, kind, subject)]) {
      await written(
        table.client.send(
          new DeleteCommand({
            TableName: table.name,
            Key: key,
            ConditionExpression: 'openid = :openid',
            ExpressionAttributeValues: { ':openid': openid },
          }),
        ),
      );
    }
  };

  const change = async (openid: string, id: string, set: string, values: Record<string, unknown>) => {
    const binding = await find(openid, id);
    if (binding === undefined) return false;
    return written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.binding(openid, binding.kind, id),
          UpdateExpression: set,
          ConditionExpression: isStored,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  };

  return {
    list,
    bind: async (openid, binding) => {
      const { kind, subject, most, unique } = binding;
      const cipher = await openCipher();
      // After the key was changed, the same subject keeps the id that it has.
      const known = (await list(openid, kind)).find((each) => each.subject === subject);
      const id = known?.id ?? bindingId(cipher, openid, kind, subject);
      const held = holderKeys(cipher, kind, subject, openid);
      // Before the binding, so that no notice about the subject misses who has bound it; what is left without one is looked past.
      const [hasPlace] = await Promise.all([takePlace(openid, kind, id, most), putHolder(table, held[0], openid, id)]);
      if (!hasPlace) {
        if (known === undefined) await deleteHolder(table, held);
        return { kind: 'full' };
      }
      if (unique && !(await claimOwnership(openid, kind, subject))) {
        const rest = (await list(openid, kind)).filter((other) => other.id !== id);
        await leavePlace(openid, { ...binding, id, isDefault: false }, rest[0]?.id);
        if (known === undefined) await deleteHolder(table, held);
        return { kind: 'taken' };
      }
      await table.client.send(new PutCommand({ TableName: table.name, Item: toItem(cipher, openid, id, binding) }));
      const bound = await find(openid, id);
      return bound === undefined ? { kind: 'full' } : { kind: 'bound', binding: bound };
    },
    unbind: async (openid, id) => {
      const all = await list(openid);
      const binding = all.find((each) => each.id === id);
      if (binding === undefined) return false;
      const heir = all.find(({ kind, id: other }) => kind === binding.kind && other !== id);
      // Ownership first: what dies in between leaves a binding that can be ended again, not a subject that nobody may bind.
      const held = holderKeys(await openCipher(), binding.kind, binding.subject, openid);
      await Promise.all([giveUpOwnership(openid, binding), deleteHolder(table, held)]);
      await table.client.send(
        new DeleteCommand({ TableName: table.name, Key: keys.binding(openid, binding.kind, id) }),
      );
      await leavePlace(openid, binding, heir?.id);
      return true;
    },
    rename: (openid, id, label) => change(openid, id, 'SET label = :label', { ':label': label }),
    makeDefault: async (openid, id) => {
      const binding = await find(openid, id);
      if (binding === undefined) return false;
      return written(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: keys.bindingList(openid, binding.kind),
            UpdateExpression: 'SET defaultId = :id',
            ConditionExpression: 'contains(ids, :id)',
            ExpressionAttributeValues: { ':id': id },
          }),
        ),
      );
    },
  };
};
