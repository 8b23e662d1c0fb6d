import type { Values } from '../../lib/backend/definition.ts';
import { createItemForm } from '../../lib/backend/embedded/items.ts';
import { isSubjectKind, type RecordKind } from '../../lib/backend/kinds.ts';
import { beijingDay } from '../../lib/platform/clock.ts';
import type { FieldCipher } from '../../lib/platform/field-cipher.ts';
import type { Table } from '../../lib/platform/table.ts';
import { writeAreas } from '../import/areas/write-areas.ts';
import { writeOutlines } from '../import/areas/write-outlines.ts';
import { createJournal } from '../import/journal.ts';
import { writeItems } from '../import/writer.ts';
import type { DemoOptions } from './demo-data.ts';
import { demoAreas, demoKinds, demoRows } from './sets.ts';

/** People of the demonstration: enough to look real, few enough to be there within a second or two. */
const demoSize = 24;

function* itemsOf(kind: RecordKind, rows: Iterable<Values>, cipher: FieldCipher) {
  const form = createItemForm(cipher);
  for (const row of rows) yield* form.itemsOf(kind, row);
}

/** Changes when the tree of the demonstration does. */
const areasDigest = 'demo areas 1';

/** An area tree that an operator imported stays. */
const importAreas = async (table: Table, organisation: string, options: DemoOptions, now: number): Promise<void> => {
  const journal = createJournal(table, 'areas');
  const last = await journal.last();
  const isThere = last?.state === 'finished' && last.digest === areasDigest;
  const areas = demoAreas(organisation, options);
  if (areas.length === 0 || isThere || (last !== undefined && !last.digest.startsWith('demo '))) return;
  const note = { digest: areasDigest, rows: areas.length, at: new Date(now).toISOString() };
  await journal.write({ ...note, state: 'writing' });
  await writeAreas(
    table,
    areas.map(({ outline, ...area }) => area),
  );
  await writeOutlines(
    table,
    areas.flatMap(({ id, outline }) => (outline === undefined ? [] : [{ id, outline }])),
  );
  await journal.write({ ...note, state: 'finished' });
};

/**
 * Puts the demo data of an organisation into a table that does not have it yet. On a later day the records are made anew up to that day;
 * accounts and what followers changed of them stay.
 */
export const importDemoData = async (
  table: Table,
  organisation: string,
  cipher: FieldCipher,
  options: { now: number; size?: number } = { now: Date.now() },
): Promise<void> => {
  const today = beijingDay(options.now);
  const demo = { size: options.size ?? demoSize, today };
  await importAreas(table, organisation, demo, options.now);
  for (const kind of demoKinds(organisation)) {
    const journal = createJournal(table, kind);
    const last = await journal.last();
    if (
      last !== undefined &&
      (last.digest === `demo ${today}` || !last.digest.startsWith('demo ') || isSubjectKind(kind))
    )
      continue;
    const rows = demoRows(organisation, kind, demo);
    await writeItems(table, itemsOf(kind, rows, cipher));
    await journal.write({
      state: 'finished',
      digest: `demo ${today}`,
      rows: 0,
      at: new Date(options.now).toISOString(),
    });
  }
};
