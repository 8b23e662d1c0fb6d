import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { StaffMember, StaffRight } from '../../guard/desk.ts';
import { index, keys } from '../../platform/keys.ts';
import { type Table, written } from '../../platform/table.ts';
import type { PasswordHash } from './passwords.ts';

/** A member of staff as stored, without the password. */
export interface StaffRecord extends StaffMember {
  /** Goes up with each change of password and with disabling: sessions of an older one are over. */
  epoch: number;
  /** Epoch milliseconds. */
  createdAt: number;
  disabledAt?: number;
}

/** The members of staff. */
export interface StaffStore {
  get(name: string): Promise<StaffRecord | undefined>;
  /** With the password's hash: for signing in alone. */
  credentials(name: string): Promise<{ member: StaffRecord; password: PasswordHash } | undefined>;
  /** All, by name. */
  list(): Promise<StaffRecord[]>;
  /** False when the name is taken. */
  add(member: StaffMember, password: PasswordHash, now: number): Promise<boolean>;
  /** Ends all sessions, and lets a disabled one in again. False when there is none of that name. */
  setPassword(name: string, password: PasswordHash): Promise<boolean>;
  /** A member's own change: ends all sessions. False when the password was changed, or the member disabled, since the session began. */
  changePassword(member: Pick<StaffRecord, 'name' | 'epoch'>, password: PasswordHash): Promise<boolean>;
  setRights(name: string, rights: readonly StaffRight[]): Promise<boolean>;
  /** Ends all sessions. Once disabled, the first time stays. */
  disable(name: string, now: number): Promise<boolean>;
}

type StaffItem = StaffRecord & { password: PasswordHash };

const recordOf = ({ name, displayName, rights, epoch, createdAt, disabledAt }: StaffItem): StaffRecord => ({
  name,
  displayName,
  rights,
  epoch,
  createdAt,
  ...(disabledAt === undefined ? {} : { disabledAt }),
});

const read = async (table: Table, name: string): Promise<StaffItem | undefined> => {
  const command = new GetCommand({ TableName: table.name, Key: keys.staff(name), ConsistentRead: true });
  return (await table.client.send(command)).Item as StaffItem | undefined;
};

const list = async (table: Table): Promise<StaffRecord[]> => {
  const found: StaffRecord[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: index.name,
        KeyConditionExpression: 'gsi1pk = :staff',
        ExpressionAttributeValues: { ':staff': index.staff('').gsi1pk },
        ExclusiveStartKey,
      }),
    );
    for (const item of page.Items ?? []) found.push(recordOf(item as StaffItem));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return found;
};

/** The staff in the table: an item each. */
export const createStaff = (table: Table): StaffStore => {
  const update = (
    name: string,
    expression: string,
    values: Record<string, unknown>,
    condition = 'attribute_exists(pk)',
  ) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.staff(name),
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  return {
    get: async (name) => {
      const item = await read(table, name);
      return item && recordOf(item);
    },
    credentials: async (name) => {
      const item = await read(table, name);
      return item && { member: recordOf(item), password: item.password };
    },
    list: () => list(table),
    add: ({ name, displayName, rights }, password, createdAt) => {
      const Item = {
        ...keys.staff(name),
        ...index.staff(name),
        ...{ name, displayName, rights, password, createdAt, epoch: 1 },
      };
      const put = new PutCommand({ TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      return written(table.client.send(put));
    },
    setPassword: (name, password) =>
      update(name, 'SET password = :password, epoch = epoch + :one REMOVE disabledAt', {
        ':password': password,
        ':one': 1,
      }),
    changePassword: ({ name, epoch }, password) =>
      update(
        name,
        'SET password = :password, epoch = :next',
        { ':password': password, ':epoch': epoch, ':next': epoch + 1 },
        'epoch = :epoch AND attribute_not_exists(disabledAt)',
      ),
    setRights: (name, rights) => update(name, 'SET rights = :rights', { ':rights': rights }),
    disable: (name, now) =>
      update(name, 'SET disabledAt = if_not_exists(disabledAt, :now), epoch = epoch + :one', {
        ':now': now,
        ':one': 1,
      }),
  };
};
