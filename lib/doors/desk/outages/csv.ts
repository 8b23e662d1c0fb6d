import { parse } from 'csv-parse/sync';

/** A row as it stands in the file. */
export interface CsvRow {
  /** Line of the file, counted from 1. */
  line: number;
  /** By the column's name. */
  cells: Record<string, string>;
}

/** Rows of a file, or what is wrong with the file itself, in Chinese. */
export type CsvFile = { rows: CsvRow[] } | { fault: string };

/** Columns by their heading; the first of each is the one that the template has. */
const columns: Record<string, readonly string[]> = {
  kind: ['类型', 'kind'],
  supply: ['供应', 'supply'],
  areas: ['区域', 'areas'],
  reason: ['原因', 'reason'],
  from: ['开始时间', 'from'],
  to: ['结束时间', 'to'],
};

/** Heading of a column, as the template has it. */
export const headingOf = (column: string): string => columns[column]?.[0] ?? column;

const needed = ['kind', 'areas', 'reason', 'from', 'to'];
const mostRows = 300;

const columnOf = (heading: string): string =>
  Object.keys(columns).find((column) => columns[column]?.includes(heading.trim().toLowerCase())) ?? '';

/** Excel's Unicode text has tabs between its cells. */
const delimiterOf = (text: string): string => {
  const [head = ''] = text.split('\n', 1);
  return head.includes('\t') && !head.includes(',') ? '\t' : ',';
};

interface Parsed {
  record: string[];
  info: { lines: number };
}

const parseRecords = (text: string): Parsed[] | undefined => {
  try {
    return parse(text, {
      ...{ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true },
      delimiter: delimiterOf(text),
      max_record_size: 20_000,
    }) as unknown as Parsed[];
  } catch {
    return undefined;
  }
};

const isEmpty = ({ record }: Parsed): boolean => record.every((cell) => cell === '');

/** Rows of a CSV text with a header line (RFC 4180); at most 300. Unknown columns are left out. */
export const readCsv = (text: string): CsvFile => {
  if (text.trim() === '') return { fault: '文件是空的。请下载模板，填好后再选择。' };
  const [header, ...records] = parseRecords(text)?.filter((record) => !isEmpty(record)) ?? [];
  if (header === undefined) return { fault: '文件打不开：请确认是 CSV 表格，并且引号成对。' };
  const names = header.record.map(columnOf);
  const missing = needed.filter((column) => !names.includes(column)).map(headingOf);
  if (missing.length > 0) return { fault: `第一行缺少这些列：${missing.join('、')}。请下载模板对照。` };
  if (records.length === 0) return { fault: '表格里只有第一行的标题，没有内容。' };
  if (records.length > mostRows) return { fault: `一次最多导入 ${mostRows} 行，请分成几个文件。` };
  return {
    rows: records.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(names.flatMap((name, place) => (name === '' ? [] : [[name, record[place] ?? '']]))),
    })),
  };
};

/** What staff fill in: the columns, and one example. Excel needs the mark at the beginning. */
export const csvTemplate = (example: Record<string, string>): string => {
  const names = Object.keys(example);
  return `\uFEFF${names.map(headingOf).join(',')}\r\n${names.map((name) => example[name]).join(',')}\r\n`;
};
