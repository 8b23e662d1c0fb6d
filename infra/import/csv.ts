import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { RecordKind } from '../../lib/backend/kinds.ts';
import { rowSchema } from '../../lib/backend/rows.ts';
import { type Fault, FileFault } from './fault.ts';
import { type Column, columnsOf } from './headers.ts';
import type { SourceRow } from './source-row.ts';
import { cellValue, present } from './values.ts';

/** Longest line, in characters: an unclosed quotation mark does not swallow the file. */
const longestRecord = 20_000;

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

const reasons: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: `longer than ${longestRecord} characters: a quotation mark may be unclosed`,
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark stands inside a value',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a value',
};

const faultOf = (error: CsvError): FileFault =>
  new FileFault(Number(error['lines'] ?? 0), reasons[error.code] ?? 'is not CSV');

/** Records of a CSV file, the header among them; quotation marks, commas and line breaks inside values as in RFC 4180. */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<{ line: number; cells: string[] }> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  const source = Readable.from(chunks);
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
      ? faultOf(error as CsvError)
      : error;
  } finally {
    source.destroy();
  }
}

/** What is wrong with a record that has more or fewer values than there are columns. */
export const widthFault = (line: number, cells: readonly string[], columns: number): Fault | undefined =>
  cells.length === columns
    ? undefined
    : { line, field: '', reason: `has ${cells.length} values for ${columns} columns` };

/** Rows of a CSV file with a header line. */
export async function* csvRows(kind: RecordKind, chunks: AsyncIterable<string>): AsyncGenerator<SourceRow> {
  const { shape } = rowSchema(kind);
  let columns: Column[] | undefined;
  for await (const { line, cells: record } of csvRecords(chunks)) {
    if (columns === undefined) {
      columns = columnsOf(kind, record);
      continue;
    }
    const fault = widthFault(line, record, columns.length);
    if (fault !== undefined) {
      yield { line, fault };
      continue;
    }
    const cells = columns.map(({ field, inYuan }, at) => {
      const schema = shape[field];
      return [field, schema === undefined ? undefined : cellValue(schema, record[at] ?? '', inYuan)] as const;
    });
    yield { line, values: present(cells) };
  }
}
