import { itemsOfPartition } from '../platform/batches.ts';
import { followerPartition, type Key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** What is stored of a follower, by the kind of item: `profile`, `binding`, `consent`, … */
export type Stored = Record<string, Record<string, unknown>[]>;

/** Kinds that are secrets of a moment, and gone within minutes. */
const fleeting = new Set(['challenge', 'sign-on']);
/** Members that are keys, ciphertext, hashes, or others' openids: nothing that a person could read, or ought to. */
const hidden = /^(pk|sk|gsi1pk|gsi1sk|expiresAt|alsoErase|held|sealed\w*|\w*Hash|openid|sharedBy|memberBindingId)$/;

const legible = (item: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !hidden.test(name)));

const plain = (value: unknown): unknown => (value instanceof Set ? [...value] : value);

/** A copy of everything in the follower's partition, in a form that they may see (个人信息保护法 第四十五条). New kinds of items are in it by themselves. */
export const readStored = async (table: Table, openid: string): Promise<Stored> => {
  const stored: Stored = {};
  for await (const item of itemsOfPartition<Key & Record<string, unknown>>(table, followerPartition(openid))) {
    const kind = item.sk.split('#')[0] ?? '';
    if (fleeting.has(kind)) continue;
    const entries = Object.entries(legible(item)).map(([name, value]) => [name, plain(value)]);
    stored[kind] ??= [];
    stored[kind].push(Object.fromEntries(entries));
  }
  return stored;
};
