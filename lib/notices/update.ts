import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** A change of one item: attributes by name, `undefined` takes one away. */
export interface ItemUpdate {
  key: Key;
  change: Record<string, unknown>;
  /** The condition, in DynamoDB's words; attributes that `change` names are `#name` there. */
  condition: string;
  /** Further names and values of the condition. */
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

const clauses = (change: Record<string, unknown>): string => {
  const set = Object.keys(change).filter((name) => change[name] !== undefined);
  const remove = Object.keys(change).filter((name) => change[name] === undefined);
  return [
    set.length > 0 && `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
    remove.length > 0 && `REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
  ]
    .filter(Boolean)
    .join(' ');
};

const named = (change: Record<string, unknown>) => ({
  names: Object.fromEntries(Object.keys(change).map((name) => [`#${name}`, name])),
  values: Object.fromEntries(
    Object.entries(change)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`:${name}`, value]),
  ),
});

/** Changes the item and gives it back as it is now; undefined when the condition does not hold. Everything else is thrown. */
export const updateItem = async <Item>(table: Table, update: ItemUpdate): Promise<Item | undefined> => {
  const { names, values } = named(update.change);
  const allValues = { ...values, ...update.values };
  const command = new UpdateCommand({
    TableName: table.name,
    Key: update.key,
    UpdateExpression: clauses(update.change),
    ConditionExpression: update.condition,
    ExpressionAttributeNames: { ...names, ...update.names },
    ...(Object.keys(allValues).length > 0 ? { ExpressionAttributeValues: allValues } : {}),
    ReturnValues: 'ALL_NEW',
  });
  try {
    return (await table.client.send(command)).Attributes as Item;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
