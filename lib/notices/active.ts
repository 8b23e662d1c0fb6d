import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemsOfPartition } from '../platform/batches.ts';
import { type Key, keys } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';

/** A notice that is under way: being frozen, sent, or waiting for receipts. */
export interface ActiveNotice {
  noticeId: string;
  /** Epoch milliseconds. */
  since: number;
}

/** Notices that are under way, in one partition: what the watchdog looks at each minute. */
export interface ActiveNotices {
  add(noticeId: string, at: number): Promise<void>;
  /** With `since` only the item of that time: another may have added the notice again. */
  remove(noticeId: string, since?: number): Promise<void>;
  list(): AsyncIterable<ActiveNotice>;
}

type ActiveItem = Key & { since: number };

async function* listActive(table: Table): AsyncGenerator<ActiveNotice> {
  const { pk } = keys.activeNotice('');
  for await (const { sk, since } of itemsOfPartition<ActiveItem>(table, pk)) yield { noticeId: sk, since };
}

/** The notices under way in the table. */
export const createActiveNotices = (table: Table): ActiveNotices => ({
  add: async (noticeId, at) => {
    const item: ActiveItem = { ...keys.activeNotice(noticeId), since: at };
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  },
  remove: async (noticeId, since) => {
    const condition =
      since === undefined
        ? {}
        : {
            ConditionExpression: '#since = :since',
            ExpressionAttributeNames: { '#since': 'since' },
            ExpressionAttributeValues: { ':since': since },
          };
    const remove = new DeleteCommand({ TableName: table.name, Key: keys.activeNotice(noticeId), ...condition });
    await written(table.client.send(remove));
  },
  list: () => listActive(table),
});
