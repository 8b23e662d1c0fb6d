import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys, receiptPartition, receiptParts, receiptSlotMs } from '../../platform/keys.ts';
import { expiry, type Table } from '../../platform/table.ts';
import type { DeliveryReceipt } from './receipt.ts';
import { packReceipts, type ReceiptLines, unpackReceipts } from './receipt-lines.ts';

/** Receipts that came together. */
export interface ReceiptBatch {
  /** When they were written, in epoch milliseconds. */
  at: number;
  receipts: DeliveryReceipt[];
}

/** Delivery receipts as they came, in batches by the time of their writing, for three days. */
export interface ReceiptBatches {
  /** Stores receipts under `id`, which is hexadecimal; one item for 2,000 of them. */
  put(id: string, at: number, receipts: readonly DeliveryReceipt[]): Promise<void>;
  /** Batches written from `from` on and before `to`, the earliest first; a second or two behind. */
  read(from: number, to: number): AsyncGenerator<ReceiptBatch>;
}

const keptMs = 3 * 24 * 3_600_000;
const mostInItem = 2_000;

type Item = Key & ReceiptLines & { expiresAt: number };

/** Parts keep a storm's writes apart; which one is of no meaning. */
const partOf = (id: string): number => Number.parseInt(id.slice(0, 2), 16) % receiptParts;

const timeOf = (sk: string): number => Date.parse(sk.slice(0, sk.indexOf('#')));

async function* readPart({ client, name }: Table, partition: string, from: number, to: number) {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': partition,
          ':from': new Date(from).toISOString(),
          ':to': new Date(to).toISOString(),
        },
        ExclusiveStartKey: start,
      }),
    );
    for (const item of (page.Items ?? []) as Item[]) yield { at: timeOf(item.sk), receipts: unpackReceipts(item) };
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** What several sources give, each in order of time, as one in order of time. */
async function* inOrder(sources: AsyncGenerator<ReceiptBatch>[]): AsyncGenerator<ReceiptBatch> {
  const advance = async (source: AsyncGenerator<ReceiptBatch>) => ({ source, next: await source.next() });
  const heads = await Promise.all(sources.map(advance));
  for (;;) {
    const live = heads.filter(({ next }) => !next.done);
    const [first] = live.sort((one, other) => one.next.value.at - other.next.value.at);
    if (first === undefined) return;
    yield first.next.value;
    first.next = await first.source.next();
  }
}

async function* readSlots(table: Table, from: number, to: number): AsyncGenerator<ReceiptBatch> {
  const parts = Array.from({ length: receiptParts }, (_, part) => part);
  for (let slot = from - (from % receiptSlotMs); slot < to; slot += receiptSlotMs)
    yield* inOrder(parts.map((part) => readPart(table, receiptPartition(slot, part), from, to)));
}

/** The batches in the table. */
export const createReceiptBatches = (table: Table): ReceiptBatches => ({
  put: async (id, at, receipts) => {
    for (let start = 0; start < receipts.length; start += mostInItem) {
      const key = keys.receiptBatch(at, partOf(id), `${id}#${start}`);
      const item: Item = {
        ...key,
        ...packReceipts(receipts.slice(start, start + mostInItem)),
        expiresAt: expiry(at + keptMs),
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
    }
  },
  read: (from, to) => readSlots(table, from, to),
});
