import { shardOf } from '../../platform/keys.ts';
import type { ReceiptBatches } from './batches.ts';
import type { DeliveryReceipt } from './receipt.ts';

/** A receipt, and when it was written. */
export interface TakenReceipt {
  receipt: DeliveryReceipt;
  writtenAt: number;
}

/** Receipts of one person, in the order of their writing. */
export type ReceiptsByPerson = ReadonlyMap<string, readonly TakenReceipt[]>;

/** A part of the receipts that have come: by shard and person. */
export interface TakenReceipts {
  byShard: ReadonlyMap<number, ReceiptsByPerson>;
  /** Everything written before has been taken; undefined at the end of what there is. */
  until: number | undefined;
}

/** What to take: written from `from` on and before `to`, at most about `most`, for a notice of so many shards. */
export interface Wanted {
  from: number;
  to: number;
  most: number;
  shards: number;
}

/** Takes receipts in the order of their writing, so many that memory stays flat; batches of one millisecond stay together. */
export const takeReceipts = async (
  batches: Pick<ReceiptBatches, 'read'>,
  { from, to, most, shards }: Wanted,
): Promise<TakenReceipts> => {
  const byShard = new Map<number, Map<string, TakenReceipt[]>>();
  let count = 0;
  let last = from;
  for await (const { at, receipts } of batches.read(from, to)) {
    if (count >= most && at > last) return { byShard, until: at };
    last = at;
    count += receipts.length;
    for (const receipt of receipts) {
      const shard = shards === 1 ? 0 : shardOf(receipt.openid);
      const people = byShard.get(shard) ?? new Map<string, TakenReceipt[]>();
      byShard.set(shard, people);
      const taken = { receipt, writtenAt: at };
      const known = people.get(receipt.openid);
      if (known === undefined) people.set(receipt.openid, [taken]);
      else known.push(taken);
    }
  }
  return { byShard, until: undefined };
};
