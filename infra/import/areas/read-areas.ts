import type { Area } from '../../../lib/notices/areas/model.ts';
import { csvRecords, widthFault } from '../csv.ts';
import { type Fault, FileFault } from '../fault.ts';

/** A row of the area file as it stands there. */
export interface AreaRow extends Omit<Area, 'kind'> {
  line: number;
  kind: string;
}

const columns = ['id', 'kind', 'name', 'parents'] as const;
type Column = (typeof columns)[number];

const aliases: Record<Column, readonly string[]> = {
  id: ['编号', '区域编号'],
  kind: ['类型', '类别'],
  name: ['名称', '区域名称'],
  parents: ['上级', '上级编号', '所属'],
};

const kindNames: Record<string, string> = {
  区县: 'district',
  街道: 'street',
  社区: 'community',
  线路: 'line',
  台区: 'transformer-area',
  校区: 'campus',
  楼栋: 'building',
  房间: 'room',
};

const columnOf = (header: string): Column | undefined =>
  columns.find((column) => column === header.trim() || aliases[column].includes(header.trim()));

const columnsOf = (headers: readonly string[]): Column[] => {
  const found = headers.map(columnOf);
  const unknown = headers.filter((_, at) => found[at] === undefined);
  if (unknown.length > 0)
    throw new FileFault(1, `unknown columns ${unknown.join(', ')}; areas have: ${columns.join(', ')}`);
  const missing = columns.filter((column) => !found.includes(column));
  if (missing.length > 0) throw new FileFault(1, `the columns ${missing.join(', ')} are missing`);
  if (found.length > columns.length) throw new FileFault(1, 'a column stands twice');
  return found.filter((column) => column !== undefined);
};

const rowOf = (line: number, names: readonly Column[], cells: readonly string[]): AreaRow => {
  const value = (column: Column): string => (cells[names.indexOf(column)] ?? '').trim();
  const parents = value('parents')
    .split(/[;；]/)
    .map((parent) => parent.trim())
    .filter((parent) => parent !== '');
  return { line, id: value('id'), kind: kindNames[value('kind')] ?? value('kind'), name: value('name'), parents };
};

/** The rows of an area file (`id,kind,name,parents`, parents separated by semicolons), and the lines that are none. Throws `FileFault`. */
export const readAreas = async (chunks: AsyncIterable<string>): Promise<{ rows: AreaRow[]; faults: Fault[] }> => {
  const rows: AreaRow[] = [];
  const faults: Fault[] = [];
  let names: Column[] | undefined;
  for await (const { line, cells } of csvRecords(chunks)) {
    if (names === undefined) {
      names = columnsOf(cells);
      continue;
    }
    const fault = widthFault(line, cells, names.length);
    if (fault === undefined) rows.push(rowOf(line, names, cells));
    else faults.push(fault);
  }
  if (rows.length === 0 && faults.length === 0) throw new FileFault(0, 'the file has no rows');
  return { rows, faults };
};
