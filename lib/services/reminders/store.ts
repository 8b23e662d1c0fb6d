import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { index, keys, reminderPartition } from '../../platform/keys.ts';
import { type Table, written } from '../../platform/table.ts';

/** Something about a follower that is to be looked at when its time has come. */
export interface Reminder {
  openid: string;
  /** What looks at it: `repayment`, later `appointment`. */
  kind: string;
  /** What it is about, for that: a kind of binding, the number of an appointment. */
  ref: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Reminders, one item each in the follower's own partition, so that erasure takes them; the index leads to those that are due. */
export interface Reminders {
  /** Stores it, or makes a later one as early as this. Repeatable. Two write units, and two of the index. */
  note(reminder: Reminder): Promise<void>;
  /** At most 100 of a shard whose time has come, the oldest first; a second or two behind. */
  due(shard: number, now: number): Promise<Reminder[]>;
  /** Puts it off until `at`, or forgets it; false when somebody else has done so, or it is gone. */
  move(reminder: Reminder, at: number | undefined): Promise<boolean>;
}

const pageSize = 100;

/** The reminders in the table. */
export const createReminders = (table: Table): Reminders => {
  const set = ({ openid, kind, ref, at }: Reminder, condition: string, values: Record<string, unknown>) => {
    const { gsi1pk, gsi1sk } = index.reminders(at, openid);
    return written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.reminder(openid, kind, ref),
          UpdateExpression:
            'SET openid = :openid, #kind = :kind, #ref = :ref, #at = :at, gsi1pk = :part, gsi1sk = :time',
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#kind': 'kind', '#ref': 'ref', '#at': 'at' },
          ExpressionAttributeValues: {
            ...{ ':openid': openid, ':kind': kind, ':ref': ref, ':at': at, ':part': gsi1pk, ':time': gsi1sk },
            ...values,
          },
        }),
      ),
    );
  };

  const forget = ({ openid, kind, ref, at }: Reminder): Promise<boolean> =>
    written(
      table.client.send(
        new DeleteCommand({
          TableName: table.name,
          Key: keys.reminder(openid, kind, ref),
          ConditionExpression: '#at = :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': at },
        }),
      ),
    );

  return {
    note: async (reminder) => {
      await set(reminder, 'attribute_not_exists(pk) OR #at > :at', {});
    },
    due: async (shard, now) => {
      const query = new QueryCommand({
        TableName: table.name,
        IndexName: index.name,
        KeyConditionExpression: 'gsi1pk = :part AND gsi1sk <= :now',
        ExpressionAttributeValues: { ':part': reminderPartition(shard), ':now': index.reminders(now, '').gsi1sk },
        Limit: pageSize,
      });
      const { Items = [] } = await table.client.send(query);
      return Items.map(({ openid, kind, ref, at }) => ({ openid, kind, ref, at }) as Reminder);
    },
    move: (reminder, at) =>
      at === undefined ? forget(reminder) : set({ ...reminder, at }, '#at = :before', { ':before': reminder.at }),
  };
};
