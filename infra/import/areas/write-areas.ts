import { type Area, areaRoot } from '../../../lib/notices/areas/model.ts';
import { type Key, keys } from '../../../lib/platform/keys.ts';
import type { Table } from '../../../lib/platform/table.ts';
import { deleteItems, writeItems } from '../writer.ts';
import { levelsOf } from './check-areas.ts';
import { type StoredArea, storedAreas } from './stored-areas.ts';
import { deleteOutlines } from './write-outlines.ts';

const parentsOf = ({ parents }: Pick<Area, 'parents'>): string[] => (parents.length === 0 ? [areaRoot] : parents);

const itemsOf = (area: Area, inner: boolean): (Key & Record<string, unknown>)[] => {
  const { id, kind, name, parents } = area;
  return [
    { ...keys.area(id), id, kind, name, parents },
    ...parentsOf(area).map((parent) => ({ ...keys.areaChild(parent, id), id, kind, name, inner })),
  ];
};

/** Takes away what the new tree lacks, the deepest first: what leads to something goes after it, so that a repeated import finds the rest. */
const removeStale = async (table: Table, before: readonly StoredArea[], areas: readonly Area[]): Promise<void> => {
  const now = new Map(areas.map((area) => [area.id, new Set(parentsOf(area))]));
  for (const level of levelsOf(before).levels.reverse()) {
    const gone = level.filter(({ id }) => !now.has(id)).map(({ id }) => id);
    await deleteOutlines(table, gone);
    await deleteItems(
      table,
      gone.map((id) => keys.area(id)),
    );
    const links = level.flatMap(({ id, parents }) =>
      parents.filter((parent) => !now.get(id)?.has(parent)).map((parent) => keys.areaChild(parent, id)),
    );
    await deleteItems(table, links);
  }
};

/**
 * Puts an area tree, checked before, in the place of the one that is stored. New areas are written before anything leads to them, so that an
 * audience read meanwhile lacks none of the old that stay. Repeatable.
 */
export const writeAreas = async (table: Table, areas: readonly Area[]): Promise<void> => {
  const before = await storedAreas(table);
  const inner = new Set(areas.flatMap(({ parents }) => parents));
  for (const level of levelsOf(areas).levels.reverse()) {
    await writeItems(
      table,
      level.flatMap((area) => itemsOf(area, inner.has(area.id))),
    );
  }
  await removeStale(table, before, areas);
};
