import { areaKinds, areaRoot } from '../../../lib/notices/areas/model.ts';
import type { Fault } from '../fault.ts';
import type { AreaRow } from './read-areas.ts';

const longestName = 60;
const idShape = /^[a-z0-9-]{1,60}$/;

type Check = (row: AreaRow, byId: ReadonlyMap<string, AreaRow>) => Omit<Fault, 'line'>[];

const checkId: Check = (row, byId) => {
  const { id } = row;
  if (!idShape.test(id)) return [{ field: 'id', reason: 'must be 1 to 60 small letters, digits and hyphens' }];
  if (id === areaRoot) return [{ field: 'id', reason: `${areaRoot} is what stands above all areas` }];
  const first = byId.get(id);
  return first === row ? [] : [{ field: 'id', reason: `stands on line ${first?.line} already` }];
};

const checkText: Check = ({ kind, name }) => [
  ...((areaKinds as readonly string[]).includes(kind)
    ? []
    : [{ field: 'kind', reason: `must be one of ${areaKinds.join(', ')}` }]),
  ...(name !== '' && name.length <= longestName
    ? []
    : [{ field: 'name', reason: `must have 1 to ${longestName} characters` }]),
];

const checkParents: Check = ({ id, parents }, byId) =>
  parents.flatMap((parent, at) => {
    if (parent === id) return [{ field: 'parents', reason: "an area can't lie in itself" }];
    if (parents.indexOf(parent) !== at) return [{ field: 'parents', reason: `${parent} stands twice` }];
    return byId.has(parent) ? [] : [{ field: 'parents', reason: `there is no area ${parent}` }];
  });

/** Areas by level, the top first: every area below all of its parents. What is left over goes round in a circle. */
export const levelsOf = <Row extends Pick<AreaRow, 'id' | 'parents'>>(
  rows: readonly Row[],
): { levels: Row[][]; circular: Row[] } => {
  const below = new Map<string, Row[]>();
  const waitsFor = new Map<string, number>();
  const known = new Set(rows.map(({ id }) => id));
  for (const row of rows) {
    const parents = row.parents.filter((parent) => known.has(parent));
    waitsFor.set(row.id, parents.length);
    for (const parent of parents) {
      const rowsBelow = below.get(parent) ?? [];
      rowsBelow.push(row);
      below.set(parent, rowsBelow);
    }
  }
  const levels: Row[][] = [];
  let level = rows.filter(({ id }) => waitsFor.get(id) === 0);
  while (level.length > 0) {
    levels.push(level);
    const next: Row[] = [];
    for (const row of level.flatMap(({ id }) => below.get(id) ?? [])) {
      const left = (waitsFor.get(row.id) ?? 0) - 1;
      waitsFor.set(row.id, left);
      if (left === 0) next.push(row);
    }
    level = next;
  }
  return { levels, circular: rows.filter(({ id }) => (waitsFor.get(id) ?? 0) > 0) };
};

/** All that is wrong with an area file, by line. */
export const checkAreas = (rows: readonly AreaRow[]): Fault[] => {
  const byId = new Map<string, AreaRow>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  const faults = rows.flatMap((row) =>
    [checkId, checkText, checkParents].flatMap((check) =>
      check(row, byId).map((fault) => ({ line: row.line, ...fault })),
    ),
  );
  // Circles are looked for in what is a graph at all.
  if (faults.length > 0) return faults;
  return levelsOf(rows).circular.map(({ line }) => ({
    line,
    field: 'parents',
    reason: 'lies, over its parents, in itself or below such a circle',
  }));
};
