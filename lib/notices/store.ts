import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../platform/errors.ts';
import { index, type Key, keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import type { Notice, NoticeState } from './model.ts';
import type { ChangeOutcome } from './port.ts';
import { updateItem } from './update.ts';

/** Notices, each in one item. Times in epoch milliseconds. */
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
  /** Notices of a month (`2026-11`), the newest first; those to a few people are not among them. A second or two behind. */
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

const day = 86_400_000;
/** A notice outlives its segments, so that the years can be compared; one to a few people holds openids and goes with its segment. */
const keptMs = 730 * day;
const keptFewMs = 90 * day;
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
  expiresAt: expiry(notice.createdAt + (isFew(notice) ? keptFewMs : keptMs)),
});

const put = ({ client, name }: Table, notice: Notice): Promise<boolean> =>
  written(
    client.send(
      new PutCommand({ TableName: name, Item: itemOf(notice), ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );

const read = async ({ client, name }: Table, id: string): Promise<Notice | undefined> => {
  const command = new GetCommand({ TableName: name, Key: keys.notice(id), ConsistentRead: true });
  const { Item: item } = await client.send(command);
  return item === undefined ? undefined : noticeOf(item as NoticeItem);
};

const listMonth = async ({ client, name }: Table, month: string): Promise<Notice[]> => {
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
    notices.push(...((page.Items ?? []) as NoticeItem[]).map(noticeOf));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return notices;
};

/** The notices in the table. */
export const createNoticeStore = (table: Table): NoticeStore => ({
  create: async (notice) => {
    if (await put(table, notice)) return notice;
    return (await read(table, notice.id)) ?? notice;
  },
  get: (id) => read(table, id),
  change: async (id, from, change) => {
    for (let round = 0; round < tries; round += 1) {
      const notice = await read(table, id);
      if (notice === undefined) return { kind: 'unknown' };
      if (!from.includes(notice.state)) return { kind: 'refused', state: notice.state };
      const changed = await updateItem<NoticeItem>(table, {
        key: keys.notice(id),
        change: { ...change, version: notice.version + 1 },
        condition: '#version = :before',
        values: { ':before': notice.version },
      });
      if (changed !== undefined) return { kind: 'changed', notice: noticeOf(changed) };
    }
    throw new AppError('table_busy', 'retry', 'the notice is being changed again and again');
  },
  list: (month) => listMonth(table, month),
});
