import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../platform/keys.ts';
import { expiry, type Table } from '../../platform/table.ts';

/** How far the receipts that have come are joined to a notice. */
export interface FoldCursor {
  /** All receipts that were written before are joined; epoch milliseconds. */
  at: number;
  /** By shard: the first segment with somebody of whom something may yet become known. */
  open: number[];
  /** By shard: how many people waited for a text message when it was last asked for, and when that was. */
  asked: { people: number; at: number }[];
}

/** Cursors of notices. A cursor that is behind costs reading again, and no more: joining is repeatable. */
export interface FoldCursors {
  get(noticeId: string): Promise<FoldCursor | undefined>;
  put(noticeId: string, cursor: FoldCursor): Promise<void>;
}

const keptMs = 30 * 24 * 3_600_000;

/** The cursors in the table. */
export const createFoldCursors = (table: Table, now: () => number): FoldCursors => ({
  get: async (noticeId) => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.foldCursor(noticeId) }));
    if (Item === undefined) return undefined;
    const { at, open, asked } = Item as FoldCursor;
    return { at, open, asked };
  },
  put: async (noticeId, cursor) => {
    const item = { ...keys.foldCursor(noticeId), ...cursor, expiresAt: expiry(now() + keptMs) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  },
});
