import type { Values } from '../../lib/backend/definition.ts';
import type { RecordKind } from '../../lib/backend/kinds.ts';
import { rowSchema } from '../../lib/backend/rows.ts';

const cell = (value: unknown): string => {
  if (value === undefined) return '';
  const text = Array.isArray(value)
    ? value.map((member) => Object.values(member as Values).join(':')).join(';')
    : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as the lines of a CSV file that an import takes, header first. */
export function* csvLines(kind: RecordKind, rows: Iterable<Values>): Generator<string> {
  const fields = Object.keys(rowSchema(kind).shape);
  yield `${fields.join(',')}\n`;
  for (const row of rows) yield `${fields.map((field) => cell(row[field])).join(',')}\n`;
}
