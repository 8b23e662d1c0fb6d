import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemsOfPartition } from '../../platform/batches.ts';
import { type Key, keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** A notice that a group's members have to confirm, as its group leads to it. */
export interface GroupNoticeRef {
  noticeId: string;
  /** When it was drafted, in epoch milliseconds. */
  at: number;
}

/** Which notices a group was sent. */
export interface GroupNotices {
  /** Before the notice itself, so that none is ever missing here; one that leads nowhere is passed over. Repeatable. */
  add(groupId: string, noticeId: string, at: number): Promise<void>;
  /** The newest of the last 90 days, at most `most`. */
  latest(groupId: string, most: number, now: number): Promise<GroupNoticeRef[]>;
}

/** As long as the notice's segments, which say who its recipients are. */
const keptMs = 90 * 86_400_000;

/** They in the table: a partition for each group, a dozen items a month. */
export const createGroupNotices = (table: Table): GroupNotices => ({
  add: async (groupId, noticeId, at) => {
    const item = { ...keys.groupNotice(groupId, noticeId), at, expiresAt: expiry(at + keptMs) };
    const put = { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
    await written(table.client.send(new PutCommand(put)));
  },
  latest: async (groupId, most, now) => {
    const found: GroupNoticeRef[] = [];
    const { pk } = keys.groupNotice(groupId, '');
    for await (const { sk, at } of itemsOfPartition<Key & { at: number }>(table, pk)) {
      if (at + keptMs > now) found.push({ noticeId: sk, at });
    }
    return found.sort((a, b) => b.at - a.at).slice(0, most);
  },
});
