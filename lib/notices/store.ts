import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../platform/errors.ts';
import { index, type Key, keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import type { Notice, NoticeState } from './model.ts';
import type { ChangeOutcome } from './port.ts';
import { afterDays, keptDaysOf } from './retention.ts';
import { updateItem } from './update.ts';

/** Notices, each in one item; one whose time is over is not found. Times in epoch milliseconds. */
export interface NoticeStore {
  /** Stores the notice if none has its id; gives back the one that is stored. */
  create(notice: Notice): Promise<Notice>;
  /** Strongly consistent. */
  get(id: string): Promise<Notice | undefined>;
  /**
   * Changes a notice that is in one of the states `from`, and raises its version. `undefined` takes an attribute away.
   * Throws `AppError('table_busy', 'retry')` when others change it again and again.
   */
  change(id: string, from: readonly NoticeState[], change: NoticeChange): Promise<ChangeOutcome>;
  /** Notices of a month in Beijing (`2026-11`), the newest first; those to a few people are not among them. A second or two behind. */
  list(month: string): Promise<Notice[]>;
}

/** What a change of state writes down. */
export type NoticeChange = {
  [Name in
    | 'state'
    | 'people'
    | 'accounts'
    | 'optedOut'
    | 'warnings'
    | 'holds'
    | 'reason'
    | 'confirmedAt'
    | 'confirmedBy'
    | 'startedAt'
    | 'sentAt'
    | 'releaseAt']?: Notice[Name] | undefined;
};

type NoticeItem = Key & Notice & { gsi1pk?: string; gsi1sk?: string; expiresAt: number };

const tries = 5;

const noticeOf = (item: NoticeItem): Notice => {
  const { pk, sk, gsi1pk, gsi1sk, expiresAt, ...notice } = item;
  return notice;
};

const isFew = ({ audience }: Notice): boolean => audience.of === 'people';

const itemOf = (notice: Notice): NoticeItem => ({
  ...keys.notice(notice.id),
  ...notice,
  ...(isFew(notice) ? {} : index.notices(notice.createdAt, notice.id)),
  expiresAt: expiry(afterDays(notice.createdAt, keptDaysOf(notice))),
});

/** What is to be forgotten so many days after it was sent is so from then on. */
const expiryOfSent = (notice: Notice, { sentAt }: NoticeChange): { expiresAt?: number } =>
  notice.keptDays === undefined || sentAt === undefined
    ? {}
    : { expiresAt: expiry(afterDays(sentAt, notice.keptDays)) };

const put = ({ client, name }: Table, notice: Notice, now: number): Promise<boolean> =>
  written(
    client.send(
      new PutCommand({
        TableName: name,
        Item: itemOf(notice),
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': Math.floor(now / 1000) },
      }),
    ),
  );

const isOver = ({ expiresAt }: NoticeItem, now: number): boolean => expiresAt * 1000 <= now;

const read = async ({ client, name }: Table, id: string, now: number): Promise<Notice | undefined> => {
  const command = new GetCommand({ TableName: name, Key: keys.notice(id), ConsistentRead: true });
  const item = (await client.send(command)).Item as NoticeItem | undefined;
  return item === undefined || isOver(item, now) ? undefined : noticeOf(item);
};

const listMonth = async ({ client, name }: Table, month: string, now: number): Promise<Notice[]> => {
  const notices: Notice[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index.name,
        KeyConditionExpression: 'gsi1pk = :month',
        ExpressionAttributeValues: { ':month': index.notices(Date.parse(`${month}-15`), '').gsi1pk },
        ScanIndexForward: false,
        ExclusiveStartKey: from,
      }),
    );
    const items = (page.Items ?? []) as NoticeItem[];
    notices.push(...items.filter((item) => !isOver(item, now)).map(noticeOf));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return notices;
};

/** The notices in the table. */
export const createNoticeStore = (table: Table, now: () => number): NoticeStore => ({
  create: async (notice) => {
    if (await put(table, notice, now())) return notice;
    return (await read(table, notice.id, now())) ?? notice;
  },
  get: (id) => read(table, id, now()),
  change: async (id, from, change) => {
    for (let round = 0; round < tries; round += 1) {
      const notice = await read(table, id, now());
      if (notice === undefined) return { kind: 'unknown' };
      if (!from.includes(notice.state)) return { kind: 'refused', state: notice.state };
      const changed = await updateItem<NoticeItem>(table, {
        key: keys.notice(id),
        change: { ...change, ...expiryOfSent(notice, change), version: notice.version + 1 },
        condition: '#version = :before',
        values: { ':before': notice.version },
      });
      if (changed !== undefined) return { kind: 'changed', notice: noticeOf(changed) };
    }
    throw new AppError('table_busy', 'retry', 'the notice is being changed again and again');
  },
  list: (month) => listMonth(table, month, now()),
});
