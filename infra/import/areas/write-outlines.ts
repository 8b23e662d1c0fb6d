import { boxOf, cellsOfBox } from '../../../lib/notices/areas/geometry.ts';
import type { Outline } from '../../../lib/notices/areas/model.ts';
import { type Key, keys } from '../../../lib/platform/keys.ts';
import { readAll } from '../../../lib/platform/read-batch.ts';
import type { Table } from '../../../lib/platform/table.ts';
import { deleteItems, writeItems } from '../writer.ts';
import { storedAreas } from './stored-areas.ts';

/** An area's outline. */
export interface AreaOutline {
  id: string;
  outline: Outline;
}

type Stored = Key & { id: string; cells: string[] };

const storedOutlines = (table: Table, ids: readonly string[]): Promise<Stored[]> =>
  readAll<Stored>(
    table,
    ids.map((id) => keys.areaOutline(id)),
    { attributes: 'pk, sk, id, cells', consistent: true },
  );

const cellKeys = ({ id, cells }: Pick<Stored, 'id' | 'cells'>): Key[] => cells.map((cell) => keys.areaCell(cell, id));

const deleteStored = async (table: Table, stored: readonly Stored[]): Promise<void> => {
  // The squares first: the outline says which they are.
  await deleteItems(table, stored.flatMap(cellKeys));
  await deleteItems(table, stored);
};

/** Takes the outlines of areas away. */
export const deleteOutlines = async (table: Table, ids: readonly string[]): Promise<void> =>
  deleteStored(table, await storedOutlines(table, ids));

/** Puts outlines, checked before, in the place of those that are stored. Repeatable. */
export const writeOutlines = async (table: Table, outlines: readonly AreaOutline[]): Promise<void> => {
  const ids = (await storedAreas(table)).map(({ id }) => id);
  const before = new Map((await storedOutlines(table, ids)).map((stored) => [stored.id, stored]));
  const made = outlines.map(({ id, outline }) => {
    const box = boxOf(outline);
    return { id, box, cells: cellsOfBox(box), text: JSON.stringify(outline) };
  });
  const kept = new Map(made.map(({ id, cells }) => [id, new Set(cells)]));
  await writeItems(
    table,
    made.flatMap(({ id, box, cells }) => cellKeys({ id, cells }).map((key) => ({ ...key, box }))),
  );
  const staleCells = [...before.values()].flatMap(({ id, cells }) =>
    cellKeys({ id, cells: cells.filter((cell) => kept.get(id)?.has(cell) === false) }),
  );
  await deleteItems(table, staleCells);
  await writeItems(
    table,
    made.map(({ id, cells, text }) => ({ ...keys.areaOutline(id), id, cells, outline: text })),
  );
  const gone = [...before.values()].filter(({ id }) => !kept.has(id));
  await deleteStored(table, gone);
};
