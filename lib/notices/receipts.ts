import { createHash } from 'node:crypto';
import { batchSize, writeBatch } from '../platform/batches.ts';
import { describeError } from '../platform/errors.ts';
import { type BatchResult, failed, type QueueRecord } from '../platform/queue.ts';
import type { Table } from '../platform/table.ts';
import type { Incoming } from '../wechat/incoming.ts';
import type { ReceiptBatches } from './receipts/batches.ts';
import { type EventDeps, eventItem, takeEvent } from './receipts/events.ts';
import { type DeliveryReceipt, deliveryReceiptsIn, isJobEvent, type JobEvent } from './receipts/receipt.ts';

/** What the batch function of receipts needs. */
export interface ReceiptDeps extends EventDeps {
  table: Table;
  batches: Pick<ReceiptBatches, 'put'>;
  /** Settles receipts of notices to few people. */
  settle: (receipts: readonly DeliveryReceipt[]) => Promise<void>;
  now: () => number;
}

/** Records of the queue, read. */
interface Read {
  incoming: Incoming[];
  deliveries: DeliveryReceipt[];
}

/** An openid in WeChat's letters: others would break the lines that receipts are kept in, and belong to nobody. */
const isOpenid = (text: string): boolean => /^[\w-]{1,128}$/.test(text);

const read = (records: readonly QueueRecord[]): Read => {
  const incoming = records.map(({ body }) => JSON.parse(body) as Incoming);
  const deliveries = incoming.filter(isJobEvent).flatMap((event) => deliveryReceiptsIn(event) ?? []);
  return { incoming, deliveries: deliveries.filter(({ openid }) => isOpenid(openid)) };
};

/** The same for the same records. */
const idOf = (records: readonly QueueRecord[]): string =>
  createHash('sha256')
    .update(
      records
        .map(({ messageId }) => messageId)
        .sort()
        .join(),
    )
    .digest('hex')
    .slice(0, 16);

const isOther = (incoming: Incoming): incoming is JobEvent =>
  isJobEvent(incoming) && deliveryReceiptsIn(incoming) === undefined;

/** An event that comes twice in a batch is written once: DynamoDB refuses one key twice. */
const writeEvents = async ({ table, now }: ReceiptDeps, events: readonly JobEvent[]): Promise<void> => {
  const byKey = new Map(events.map((event) => eventItem(event, now())).map((item) => [item.pk, item]));
  const items = [...byKey.values()];
  for (let start = 0; start < items.length; start += batchSize)
    await writeBatch(
      table,
      items.slice(start, start + batchSize).map((put) => ({ put })),
    );
};

const takeAll = async (deps: ReceiptDeps, records: readonly QueueRecord[]): Promise<boolean> => {
  try {
    const { incoming, deliveries } = read(records);
    for (const each of incoming) await takeEvent(deps, each);
    await writeEvents(deps, incoming.filter(isOther));
    if (deliveries.length === 0) return true;
    await deps.batches.put(idOf(records), deps.now(), deliveries);
    await deps.settle(deliveries);
    return true;
  } catch (error) {
    deps.log.error('receipts_failed', { records: records.length, code: describeError(error).code });
    return false;
  }
};

/**
 * Takes events that nobody waits for. Delivery receipts of a batch become one item, joined to their notices later and by the thousand; those of notices
 * to few people are settled at once. A batch that fails is tried again record by record, and only those that fail alone come again from the queue.
 */
export const createReceipts =
  (deps: ReceiptDeps) =>
  async (records: QueueRecord[]): Promise<BatchResult> => {
    if (await takeAll(deps, records)) return failed([]);
    const lost: string[] = [];
    for (const record of records) if (!(await takeAll(deps, [record]))) lost.push(record.messageId);
    return failed(lost);
  };
