import { type FileHandle, open } from 'node:fs/promises';
import { createItemForm } from '../../lib/backend/embedded/items.ts';
import type { RecordKind } from '../../lib/backend/kinds.ts';
import type { Clock } from '../../lib/platform/clock.ts';
import { AppError } from '../../lib/platform/errors.ts';
import type { FieldCipher } from '../../lib/platform/field-cipher.ts';
import type { Table } from '../../lib/platform/table.ts';
import { createCheck, uniqueKeysOf } from './check.ts';
import { csvRows } from './csv.ts';
import { openDuplicates } from './duplicates.ts';
import { type Fault, FileFault } from './fault.ts';
import { createJournal } from './journal.ts';
import { jsonRows } from './json.ts';
import { openReport, type Report } from './report.ts';
import type { SourceRow } from './source-row.ts';
import { type Encoding, readText } from './text.ts';
import { writeItems } from './writer.ts';

/** What to import, into what. */
export interface ImportOrder {
  kind: RecordKind;
  file: string;
  table: Table;
  cipher: FieldCipher;
  now: Clock;
  encoding?: Encoding;
  /** Where faults are listed; beside the file when absent. */
  reportFile?: string;
  /** Told now and then: which of the two passes, bytes read of all, rows so far. */
  onProgress?: (pass: 'checking' | 'writing', readBytes: number, allBytes: number, rows: number) => void;
}

/** What became of it. Nothing is written of a file with faults. */
export type ImportOutcome =
  | { kind: 'imported'; rows: number; again: boolean }
  | { kind: 'refused'; faults: number; first: readonly Fault[]; reportFile: string };

const progressEvery = 1000;

/** Reads the file once: its rows, told to `onProgress`, and the digest at the end. */
const openPass = async (order: ImportOrder, file: FileHandle, pass: 'checking' | 'writing') => {
  const text = readText(file, order.encoding ?? 'utf-8');
  const isJson = /\.(json|jsonl|ndjson)$/i.test(order.file);
  const { size } = await file.stat();
  async function* rows(): AsyncGenerator<SourceRow> {
    let count = 0;
    for await (const row of isJson ? jsonRows(text.chunks) : csvRows(order.kind, text.chunks)) {
      count += 1;
      if (count % progressEvery === 0) order.onProgress?.(pass, text.readBytes(), size, count);
      yield row;
    }
    order.onProgress?.(pass, size, size, count);
  }
  return { rows: rows(), digest: text.digest };
};

/** First pass: every row against its schema, and all against each other. */
const checkFile = async (
  order: ImportOrder,
  file: FileHandle,
  report: Report,
): Promise<{ rows: number; digest: string }> => {
  const pass = await openPass(order, file, 'checking');
  const check = createCheck(order.kind);
  const duplicates = await openDuplicates();
  let rows = 0;
  try {
    for await (const row of pass.rows) {
      rows += 1;
      const checked = 'fault' in row ? { faults: [row.fault] } : check(row.values);
      const faults = 'faults' in checked ? checked.faults : [];
      for (const fault of faults) await report.add({ ...fault, line: row.line });
      if ('values' in checked)
        for (const key of uniqueKeysOf(order.kind, checked.values)) await duplicates.add(key, row.line);
    }
    for await (const fault of duplicates.faults()) await report.add(fault);
    if (rows === 0) throw new FileFault(0, 'the file has no rows');
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await report.add(error.fault);
  } finally {
    await duplicates.close();
  }
  return { rows, digest: pass.digest() };
};

/** Second pass: the items of every row. The rows are those that were checked: it is the same open file. */
async function* itemsOf(order: ImportOrder, rows: AsyncIterable<SourceRow>) {
  const form = createItemForm(order.cipher);
  const check = createCheck(order.kind);
  for await (const row of rows) {
    const checked = 'values' in row ? check(row.values) : undefined;
    if (checked === undefined || !('values' in checked)) throw changed();
    yield* form.itemsOf(order.kind, checked.values);
  }
}

const changed = () =>
  new AppError('file_changed', 'reject', 'the file was changed while it was being imported: run the import again');

const writeFile = async (
  order: ImportOrder,
  file: FileHandle,
  seen: { rows: number; digest: string },
): Promise<boolean> => {
  const journal = createJournal(order.table, order.kind);
  const last = await journal.last();
  const note = { ...seen, at: new Date(order.now()).toISOString() };
  await journal.write({ ...note, state: 'writing' });
  const pass = await openPass(order, file, 'writing');
  await writeItems(order.table, itemsOf(order, pass.rows));
  if (pass.digest() !== seen.digest) throw changed();
  await journal.write({ ...note, state: 'finished' });
  return last?.digest === seen.digest;
};

/**
 * Imports a file in two passes: all of it is checked, and only a file without a fault is written. Items have fixed keys, so importing
 * again changes nothing twice, and finishes what broke off. Memory does not grow with the file.
 */
export const importFile = async (order: ImportOrder): Promise<ImportOutcome> => {
  const reportFile = order.reportFile ?? `${order.file}.faults.csv`;
  const file = await open(order.file, 'r');
  try {
    const report = await openReport(reportFile);
    const seen = await checkFile(order, file, report).finally(() => report.close());
    if (report.count() > 0) return { kind: 'refused', faults: report.count(), first: report.first(), reportFile };
    return { kind: 'imported', rows: seen.rows, again: await writeFile(order, file, seen) };
  } finally {
    await file.close();
  }
};
