import type { Notice } from '../../../../../lib/notices/model.ts';
import { createReceiptBatches } from '../../../../../lib/notices/receipts/batches.ts';
import { createFoldCursors } from '../../../../../lib/notices/receipts/cursor.ts';
import { createFold, type FoldDeps } from '../../../../../lib/notices/receipts/fold.ts';
import type { DeliveryReceipt } from '../../../../../lib/notices/receipts/receipt.ts';
import type { Delivery } from '../../../../../lib/notices/segment.ts';
import { createSegmentStore } from '../../../../../lib/notices/segments.ts';
import { createTallies } from '../../../../../lib/notices/tallies.ts';
import type { Template, TemplateChannel } from '../../../../../lib/platform/profile/notices.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import type { FakeClock } from '../../../../support/clock.ts';
import { aLog } from '../../../../support/log.ts';

/** A template with a text message in its place. */
export const aTemplate = (channel: TemplateChannel = 'template'): Template => ({
  title: '停电通知',
  channel,
  id: 'T1',
  fields: { thing1: '地区' },
  sms: { templateId: '100002', parameters: ['thing1'] },
});

/** A notice that is being sent since `startedAt`. */
export const aNotice = (startedAt: number, changes: Partial<Notice> = {}): Notice => ({
  id: 'n1',
  template: 'card',
  fields: { thing1: '中山路' },
  lane: 'bulk',
  audience: { of: 'areas', areaIds: ['a'] },
  title: '停电',
  confirmation: 'by-staff',
  by: 'staff:li',
  channel: 'template',
  shards: 1,
  state: 'sending',
  warnings: [],
  holds: [],
  createdAt: startedAt,
  startedAt,
  version: 1,
  ...changes,
});

/** A receipt of a message that was delivered. */
export const aReceipt = (openid: string, at: number, changes: Partial<DeliveryReceipt> = {}): DeliveryReceipt => ({
  kind: 'template',
  openid,
  status: 'delivered',
  at: Math.floor(at / 1000) * 1000,
  ...changes,
});

let count = 0;

/** Everything around one notice: its segments, the receipts that come, its folds. */
export const aPush = (table: Table, now: FakeClock, notice: Notice, changes: Partial<FoldDeps> = {}) => {
  const tallies = createTallies(table, now);
  const segments = createSegmentStore({ table, tallies, now });
  const { put, read } = createReceiptBatches(table);
  const reads: number[] = [];
  const batches = {
    put,
    read: (from: number, to: number) => {
      reads.push(from);
      return read(from, to);
    },
  };
  const done: string[] = [];
  const fold = createFold({
    notices: { get: async () => notice },
    segments,
    tallies,
    active: { remove: async (id) => void done.push(`over ${id}`) },
    queues: {
      fold: async (id) => void done.push(`fold ${id}`),
      fallBack: async (id, shard) => void done.push(`text ${id} ${shard}`),
    },
    batches,
    cursors: createFoldCursors(table, now),
    templates: { card: aTemplate(notice.channel) },
    templateIds: new Map(),
    now,
    log: aLog().log,
    ...changes,
  });

  const deliveriesOf = async (): Promise<Delivery[]> => {
    const all: Delivery[] = [];
    for (let shard = 0; shard < notice.shards; shard += 1)
      for await (const { deliveries } of segments.stream(notice.id, shard)) all.push(...deliveries);
    return all;
  };

  return {
    segments,
    tallies,
    reads,
    done,
    fold: (remainingMs = 120_000) => fold(notice.id, () => remainingMs),
    /** Writes receipts as they come. */
    come: (...receipts: DeliveryReceipt[]) => batches.put((count++).toString(16).padStart(8, '0'), now(), receipts),
    /** Takes a segment to send it. */
    claim: async (shard = 0, number = 0) => {
      const segment = await segments.get(notice.id, shard, number);
      if (segment === undefined) throw new Error('no such segment');
      await segments.claim(segment, now() + 120_000, now());
    },
    /** Writes what WeChat answered to a segment's messages. */
    sent: async (result: (openid: string) => Partial<Delivery>, shard = 0, number = 0) => {
      const segment = await segments.get(notice.id, shard, number);
      if (segment === undefined) throw new Error('no such segment');
      const deliveries = segment.deliveries.map((delivery) => ({ ...delivery, ...result(delivery.openid) }));
      await segments.record(segment, deliveries, 'done');
    },
    deliveries: deliveriesOf,
    /** Codes by person. */
    codes: async () => Object.fromEntries((await deliveriesOf()).map(({ openid, code }) => [openid, code])),
  };
};
