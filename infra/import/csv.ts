import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { RecordKind } from '../../lib/backend/kinds.ts';
import { rowSchema } from '../../lib/backend/rows.ts';
import { FileFault } from './fault.ts';
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

/** Rows of a CSV file with a header line; quotation marks, commas and line breaks inside values as in RFC 4180. */
export async function* csvRows(kind: RecordKind, chunks: AsyncIterable<string>): AsyncGenerator<SourceRow> {
  const { shape } = rowSchema(kind);
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  const source = Readable.from(chunks);
  source.on('error', (error) => parser.destroy(error));
  let columns: Column[] | undefined;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      if (columns === undefined) {
        columns = columnsOf(kind, record);
        continue;
      }
      if (record.length !== columns.length) {
        const reason = `has ${record.length} values for ${columns.length} columns`;
        yield { line: info.lines, fault: { line: info.lines, field: '', reason } };
        continue;
      }
      const cells = columns.map(({ field, inYuan }, at) => {
        const schema = shape[field];
        return [field, schema === undefined ? undefined : cellValue(schema, record[at] ?? '', inYuan)] as const;
      });
      yield { line: info.lines, values: present(cells) };
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
      ? faultOf(error as CsvError)
      : error;
  } finally {
    source.destroy();
  }
}
