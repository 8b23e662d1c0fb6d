import { createHash } from 'node:crypto';
import type { Areas } from '../../../notices/areas/store.ts';
import type { Reason } from '../../../notices/model.ts';
import { BadFields } from '../../../platform/bad-fields.ts';
import { AppError } from '../../../platform/errors.ts';
import { inParallel } from '../../../platform/parallel.ts';
import type { Supply } from '../../../services/outages/model.ts';
import type { Outages } from '../../../services/outages/service.ts';
import { wordsOf } from '../words.ts';
import { type CsvRow, headingOf, readCsv } from './csv.ts';
import { newOutageOf } from './forms.ts';
import type { CellFault, CheckedFile, CheckedRow, OutageForm } from './model.ts';
import { type Meaning, resolveAreas } from './resolve.ts';
import { readTime } from './times.ts';
import { kindsByWord, suppliesByWord } from './words.ts';

/** What checking a file takes. */
export interface CheckDeps {
  outages: Pick<Outages, 'examine'>;
  areas: Pick<Areas, 'get' | 'children'>;
  /** Where a row names none. */
  usualSupply: Supply;
}

const lanes = 8;

const fault = (column: string, message: string): CellFault => ({ column: column && headingOf(column), message });

const wordsIn = (cell: string): string[] =>
  cell
    .normalize('NFKC')
    .split(/[;、,|\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** The first of the words that the cell begins with, or holds after 停: 计划停电, 停水. */
const lookUp = <Value>(table: Record<string, Value>, cell: string): Value | undefined => {
  const word = cell.normalize('NFKC').trim().toLowerCase().replace(/^停/, '');
  const found = Object.keys(table).find((name) => word === name || word.startsWith(`${name}停`));
  return found === undefined ? undefined : table[found];
};

/** What a row says, value by value; each that can't be read is a fault. */
const readRow = (
  { cells }: CsvRow,
  meanings: ReadonlyMap<string, Meaning>,
  usualSupply: Supply,
): { form: OutageForm; areaNames: string[]; faults: CellFault[] } => {
  const faults: CellFault[] = [];
  const refuse = (column: string, message: string) => void faults.push(fault(column, message));
  const kind = lookUp(kindsByWord, cells['kind'] ?? '');
  if (kind === undefined) refuse('kind', '请写 计划、临时 或 故障');
  const supply = (cells['supply'] ?? '') === '' ? usualSupply : lookUp(suppliesByWord, cells['supply'] ?? '');
  if (supply === undefined) refuse('supply', '请写 电、水、气 或 暖');
  const named = [...new Set(wordsIn(cells['areas'] ?? ''))].map((word) => meanings.get(word));
  if (named.length === 0) refuse('areas', '请写至少一个区域，几个之间用分号隔开');
  const areas = named.flatMap((meaning) => {
    if (meaning !== undefined && 'id' in meaning) return [meaning];
    refuse('areas', meaning?.fault ?? '没有找到');
    return [];
  });
  const reason = (cells['reason'] ?? '').trim();
  if (reason === '') refuse('reason', '请写原因');
  const times = (['from', 'to'] as const).map((column) => {
    const time = readTime(cells[column] ?? '');
    if (time === undefined) refuse(column, '时间请写成 2026-11-29 08:00');
    return time ?? '';
  });
  const [from = '', to = ''] = times;
  const form = {
    kind: kind ?? 'planned',
    supply: supply ?? usualSupply,
    reason,
    from,
    to,
    areas: areas.map(({ id }) => id),
  };
  return { form, areaNames: areas.map(({ name }) => name), faults };
};

/** The column that a field of the service stands for. */
const columnOf = (field: string): string => /^(kind|supply|areas|reason|from|to)\b/.exec(field)?.[1] ?? '';

const faultsIn = (error: unknown): CellFault[] => {
  if (error instanceof BadFields) {
    return error.fields.map(({ field, code }) => fault(columnOf(field), wordsOf(code)));
  }
  if (error instanceof AppError && error.kind === 'reject') return [fault('', wordsOf(error.code))];
  throw error;
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

const requestOf = ({ kind, supply, areas, reason, from, to }: OutageForm): string =>
  digestOf(JSON.stringify([kind, supply, areas.toSorted(), reason, from, to]));

/** What a field of a notice shows at most. */
const shownLength = 20;

const longReason = ({ reason }: OutageForm): Reason[] =>
  [...reason].length > shownLength
    ? [{ code: 'reason_cut', message: `原因超过 ${shownLength} 个字，通知里放不下，会截短。` }]
    : [];

const checkRow = async (deps: CheckDeps, row: CsvRow, meanings: ReadonlyMap<string, Meaning>): Promise<CheckedRow> => {
  const { form, areaNames, faults } = readRow(row, meanings, deps.usualSupply);
  const { line, cells } = row;
  const refused = { line, cells, request: '', areaNames, warnings: [] };
  if (faults.length > 0) return { ...refused, faults };
  try {
    const { warnings, preview } = await deps.outages.examine(newOutageOf(form));
    return {
      ...refused,
      request: requestOf(form),
      form,
      faults,
      warnings: [...warnings, ...longReason(form)],
      preview,
    };
  } catch (error) {
    return { ...refused, faults: faultsIn(error) };
  }
};

/** Rows that say what a row before them says are faults: followers would be told twice. */
const withoutTwins = (rows: readonly CheckedRow[]): CheckedRow[] => {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const { form, preview, ...rest } = row;
    const first = lines.get(row.request);
    if (form === undefined || first === undefined) {
      if (form !== undefined) lines.set(row.request, row.line);
      return row;
    }
    return { ...rest, request: '', faults: [fault('', `和第 ${first} 行内容一样，请删掉一行`)] };
  });
};

/** Reads a file and looks at every row, as the service would on announcing it; nothing is stored. */
export const checkFile = async (deps: CheckDeps, text: string): Promise<CheckedFile> => {
  const batch = digestOf(text);
  const file = readCsv(text);
  if ('fault' in file) return { batch, rows: [], fault: file.fault };
  const words = file.rows.flatMap(({ cells }) => wordsIn(cells['areas'] ?? ''));
  const meanings = await resolveAreas(deps.areas, words);
  return { batch, rows: withoutTwins(await inParallel(file.rows, lanes, (row) => checkRow(deps, row, meanings))) };
};
