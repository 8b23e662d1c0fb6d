import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';

/** Full texts of notices that are longer than a card, shown on the page that the card opens. */
export interface NoticeTexts {
  /** The first text of a notice stays. Times in epoch milliseconds. */
  put(noticeId: string, text: string, now: number): Promise<void>;
  get(noticeId: string): Promise<string | undefined>;
}

/** As long as the notice itself. */
const keptMs = 2 * 365 * 24 * 3_600_000;

/** The texts in the table, beside their notices and not in them: senders read a notice every second. */
export const createNoticeTexts = (table: Table): NoticeTexts => ({
  put: async (noticeId, text, now) => {
    const item = { ...keys.noticeText(noticeId), text, expiresAt: expiry(now + keptMs) };
    const put = { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
    await written(table.client.send(new PutCommand(put)));
  },
  get: async (noticeId) => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.noticeText(noticeId) }));
    return typeof Item?.['text'] === 'string' ? Item['text'] : undefined;
  },
});
