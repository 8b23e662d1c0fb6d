import type { RecordRange } from '../port.ts';
import type { RecordItem } from './items.ts';

/**
 * One list out of those under each key of the ring, the newest key's first: what was imported again since a change of keys
 * stands in two, and the newest counts.
 */
export const mergeLists = (
  lists: readonly RecordItem[][],
  { limit, oldestFirst = false }: RecordRange,
): RecordItem[] => {
  const [newest = [], ...older] = lists;
  if (older.every((list) => list.length === 0)) return newest;
  const byOrder = new Map([...lists].reverse().flatMap((list) => list.map((item) => [item.sk, item])));
  const merged = [...byOrder.values()].sort((a, b) => (a.sk < b.sk ? -1 : 1));
  return (oldestFirst ? merged : merged.reverse()).slice(0, limit);
};
