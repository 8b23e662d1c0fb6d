import { batchSize, writeBatch } from '../../lib/platform/batches.ts';
import type { Key } from '../../lib/platform/keys.ts';
import { inParallel } from '../../lib/platform/parallel.ts';
import type { Table } from '../../lib/platform/table.ts';

/** An import waits longer for a busy table than a person would. */
const tries = 10;

async function* batchesOf(items: AsyncIterable<Key> | Iterable<Key>): AsyncGenerator<Key[]> {
  let batch: Key[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Puts items, `lanes` batches at a time; memory does not grow with their number. The same items written again are the same. */
export const writeItems = async (table: Table, items: AsyncIterable<Key> | Iterable<Key>, lanes = 8): Promise<void> => {
  const batches = batchesOf(items);
  const lane = async (): Promise<void> => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      const writes = next.value.map((item) => ({ put: { ...item } }));
      await writeBatch(table, writes, tries);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

/** Deletes items by their keys, `lanes` batches at a time. What is not there is deleted already. */
export const deleteItems = async (table: Table, stale: readonly Key[], lanes = 8): Promise<void> => {
  const batches: Key[][] = [];
  for (let start = 0; start < stale.length; start += batchSize) batches.push(stale.slice(start, start + batchSize));
  await inParallel(batches, lanes, (batch) =>
    writeBatch(
      table,
      batch.map(({ pk, sk }) => ({ delete: { pk, sk } })),
      tries,
    ),
  );
};
