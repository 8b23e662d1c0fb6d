import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { emergencyPartition, type Key, keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';
import type { Emergency, EmergencyRequest } from './model.ts';

/** An emergency as stored. */
export interface StoredEmergency extends Emergency {
  audience: EmergencyRequest['audience'];
  /** The notice whose people get what follows. */
  firstNoticeId: string;
  by: string;
  version: number;
}

/** Emergencies, each in one item. */
export interface Emergencies {
  /** Stores it if none has its id. */
  create(emergency: StoredEmergency): Promise<void>;
  /** Strongly consistent. */
  get(id: string): Promise<StoredEmergency | undefined>;
  /** Writes it if nobody has since `version` was read. */
  replace(emergency: StoredEmergency): Promise<boolean>;
  /** Those of the last months, the newest first; up to a few seconds old. */
  list(): Promise<Emergency[]>;
}

/** Half a year after its last change. */
const keptMs = 183 * 86_400_000;
/** What everybody looks at within the same minutes is read from the table every few seconds only. */
const freshMs = 3000;

type Item = Key & StoredEmergency & { expiresAt: number };

const emergencyOf = ({ pk, sk, expiresAt, ...emergency }: Item): StoredEmergency => emergency;

const shownOf = ({ id, headline, text, advice, place, state, at, updates }: Item): Emergency => ({
  ...{ id, headline, text, advice, place, state, at, updates },
});

const readAll = async ({ client, name }: Table): Promise<Emergency[]> => {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': emergencyPartition },
  });
  const items = ((await client.send(query)).Items ?? []) as Item[];
  return items.map(shownOf).sort((one, other) => other.at - one.at);
};

/** The emergencies in the table. `now` in epoch milliseconds. */
export const createEmergencyStore = (table: Table, now: () => number): Emergencies => {
  const { client, name: TableName } = table;
  let kept: { list: Promise<Emergency[]>; until: number } | undefined;
  const itemOf = (emergency: StoredEmergency): Item => ({
    ...keys.emergency(emergency.id),
    ...emergency,
    expiresAt: expiry(now() + keptMs),
  });
  return {
    create: async (emergency) => {
      const condition = 'attribute_not_exists(pk)';
      await written(
        client.send(new PutCommand({ TableName, Item: itemOf(emergency), ConditionExpression: condition })),
      );
    },
    get: async (id) => {
      const { Item: item } = await client.send(
        new GetCommand({ TableName, Key: keys.emergency(id), ConsistentRead: true }),
      );
      return item === undefined ? undefined : emergencyOf(item as Item);
    },
    replace: (emergency) =>
      written(
        client.send(
          new PutCommand({
            TableName,
            Item: itemOf({ ...emergency, version: emergency.version + 1 }),
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': emergency.version },
          }),
        ),
      ),
    list: () => {
      if (kept === undefined || kept.until <= now()) {
        const list = readAll(table);
        kept = { list, until: now() + freshMs };
        list.catch(() => {
          kept = undefined;
        });
      }
      return kept.list;
    },
  };
};
