import { open } from 'node:fs/promises';
import type { Area } from '../../../lib/notices/areas/model.ts';
import type { Clock } from '../../../lib/platform/clock.ts';
import type { Table } from '../../../lib/platform/table.ts';
import { type Fault, FileFault } from '../fault.ts';
import type { ImportOutcome } from '../import-file.ts';
import { createJournal } from '../journal.ts';
import { openReport } from '../report.ts';
import { type Encoding, readText } from '../text.ts';
import { checkAreas } from './check-areas.ts';
import { checkOutlines } from './check-outlines.ts';
import { readAreas } from './read-areas.ts';
import { storedAreas } from './stored-areas.ts';
import { writeAreas } from './write-areas.ts';
import { writeOutlines } from './write-outlines.ts';

/** What is imported beside the records: the area tree, and the outlines of its nodes. */
export const areaImports = ['areas', 'outlines'] as const;
export type AreaImport = (typeof areaImports)[number];

/** What to import, into what. */
export interface AreaOrder {
  kind: AreaImport;
  file: string;
  table: Table;
  now: Clock;
  encoding?: Encoding;
  reportFile?: string;
}

/** A file that was read: how many rows, what is wrong with them, and how they are written. */
interface Checked {
  rows: number;
  faults: Fault[];
  write: () => Promise<void>;
}

const checkAreaFile = async ({ table }: AreaOrder, chunks: AsyncIterable<string>): Promise<Checked> => {
  const { rows, faults } = await readAreas(chunks);
  const areas = rows.map(({ line, ...area }) => area as Area);
  return { rows: rows.length, faults: [...faults, ...checkAreas(rows)], write: () => writeAreas(table, areas) };
};

const checkOutlineFile = async ({ table }: AreaOrder, chunks: AsyncIterable<string>): Promise<Checked> => {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  const known = new Set((await storedAreas(table)).map(({ id }) => id));
  const { outlines, faults } = checkOutlines(text, known);
  return { rows: outlines.length, faults, write: () => writeOutlines(table, outlines) };
};

const checked = async (order: AreaOrder, chunks: AsyncIterable<string>): Promise<Checked> => {
  try {
    return await (order.kind === 'areas' ? checkAreaFile(order, chunks) : checkOutlineFile(order, chunks));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { rows: 0, faults: [error.fault], write: async () => {} };
  }
};

const readAndCheck = async (order: AreaOrder): Promise<Checked & { digest: string }> => {
  const file = await open(order.file, 'r');
  try {
    const text = readText(file, order.encoding ?? 'utf-8');
    return { ...(await checked(order, text.chunks)), digest: text.digest() };
  } finally {
    await file.close();
  }
};

/**
 * Imports the area tree (`areas`, CSV) or its outlines (`outlines`, GeoJSON), in place of what was there. The whole file is checked first,
 * and only one without a fault is written. Importing again changes nothing, and finishes what broke off.
 */
export const importAreas = async (order: AreaOrder): Promise<ImportOutcome> => {
  const reportFile = order.reportFile ?? `${order.file}.faults.csv`;
  const report = await openReport(reportFile);
  const { rows, faults, digest, write } = await readAndCheck(order);
  for (const fault of faults) await report.add(fault);
  await report.close();
  if (faults.length > 0) return { kind: 'refused', faults: report.count(), first: report.first(), reportFile };
  const journal = createJournal(order.table, order.kind);
  const last = await journal.last();
  const note = { digest, rows, at: new Date(order.now()).toISOString() };
  await journal.write({ ...note, state: 'writing' });
  await write();
  await journal.write({ ...note, state: 'finished' });
  return { kind: 'imported', rows, again: last?.digest === digest };
};
