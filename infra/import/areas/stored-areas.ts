import { type Area, areaRoot } from '../../../lib/notices/areas/model.ts';
import { type Areas, createAreas } from '../../../lib/notices/areas/store.ts';
import { inParallel } from '../../../lib/platform/parallel.ts';
import type { Table } from '../../../lib/platform/table.ts';

/** An area as the table's own links lead to it, whether or not its node is there: what an import that broke off has left too. */
export type StoredArea = Pick<Area, 'id' | 'parents'>;

const lanes = 16;

/** Every area that the table leads to from the top, with the areas that lead to it. */
export const storedAreas = async (table: Table): Promise<StoredArea[]> => {
  const areas: Pick<Areas, 'children'> = createAreas({ table, now: Date.now });
  const found = new Map<string, StoredArea>();
  let level = [areaRoot];
  while (level.length > 0) {
    const below = await inParallel(level, lanes, areas.children);
    const next: string[] = [];
    for (const [at, parent] of level.entries()) {
      for (const { id } of below[at] ?? []) {
        if (!found.has(id)) next.push(id);
        const area = found.get(id) ?? { id, parents: [] };
        area.parents.push(parent);
        found.set(id, area);
      }
    }
    level = next;
  }
  return [...found.values()];
};
