import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../platform/errors.ts';
import { type Key, keys } from '../../platform/keys.ts';
import { inParallel } from '../../platform/parallel.ts';
import { readAll } from '../../platform/read-batch.ts';
import type { Table } from '../../platform/table.ts';
import { cellsOfPoint, inBox, isInside, sizeOf } from './geometry.ts';
import { memoised } from './memo.ts';
import { type Area, type AreaChild, areaRoot, type Box, type Outline, type Point } from './model.ts';

/** The area tree, as it was last imported. What is read is kept for a minute. */
export interface Areas {
  get(id: string): Promise<Area | undefined>;
  /** Directly below an area, or at the top (`areaRoot`), by name. */
  children(id: string): Promise<AreaChild[]>;
  /** Everything above an area, the nearest first, each once; not the area itself. */
  ancestors(id: string): Promise<Area[]>;
  /**
   * The named areas and all below them, each once. Throws `AppError('unknown_area', 'reject')`, naming those unknown,
   * and `AppError('too_many_areas', 'reject')` above 50,000.
   */
  descendants(ids: readonly string[]): Promise<string[]>;
  /** Whether the named areas are all there is: who names them means everybody. Throws `unknown_area`. */
  coverEverything(ids: readonly string[]): Promise<boolean>;
  /** The areas whose outline a point is in, the smallest first. */
  containing(point: Point): Promise<Area[]>;
  /** The outlines that are known, by area. */
  outlinesOf(ids: readonly string[]): Promise<Map<string, Outline>>;
}

const keptMs = 60_000;
const mostKept = 20_000;
const mostAreas = 50_000;
const lanes = 24;

type Found = Key & Record<string, unknown>;

const toArea = ({ id, kind, name, parents }: Record<string, unknown>): Area => ({ id, kind, name, parents }) as Area;

const unknown = (ids: readonly string[]): AppError =>
  new AppError('unknown_area', 'reject', `no such area: ${ids.join(', ')}`);

/** The areas in the table. */
export const createAreas = ({ table, now }: { table: Table; now: () => number }): Areas => {
  const keep = { now, ms: keptMs, most: mostKept };

  const get = memoised(async (id: string): Promise<Area | undefined> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.area(id) }));
    return Item && toArea(Item);
  }, keep);

  const children = memoised(async (id: string): Promise<AreaChild[]> => {
    const { pk, sk } = keys.areaChild(id, '');
    const found: AreaChild[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
          ExclusiveStartKey: from,
        }),
      );
      for (const { pk: _, sk: __, ...child } of page.Items ?? []) found.push(child as AreaChild);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found.sort((a, b) => a.name.localeCompare(b.name, 'zh', { numeric: true }));
  }, keep);

  /** The named areas. Throws where one is not there: a name that means nothing must not mean less, or more. */
  const named = async (ids: readonly string[]): Promise<Area[]> => {
    const areas = await inParallel(ids, lanes, get);
    const missing = ids.filter((_, at) => areas[at] === undefined);
    if (missing.length > 0) throw unknown(missing);
    return areas.filter((area) => area !== undefined);
  };

  const descendants = async (ids: readonly string[]): Promise<string[]> => {
    await named(ids);
    const found = new Set(ids);
    let level = [...found];
    while (level.length > 0) {
      const below = (await inParallel(level, lanes, children)).flat().filter(({ id }) => !found.has(id));
      for (const { id } of below) found.add(id);
      if (found.size > mostAreas) throw new AppError('too_many_areas', 'reject', `more than ${mostAreas} areas`);
      level = [...new Set(below.filter(({ inner }) => inner).map(({ id }) => id))];
    }
    return [...found];
  };

  const isCovered = async (
    { id, inner }: Pick<AreaChild, 'id' | 'inner'>,
    by: ReadonlySet<string>,
  ): Promise<boolean> => {
    if (by.has(id)) return true;
    if (!inner) return false;
    for (const child of await children(id)) if (!(await isCovered(child, by))) return false;
    return true;
  };

  const outlinesOf = async (ids: readonly string[]): Promise<Map<string, Outline>> => {
    const wanted = [...new Set(ids)].map((id) => keys.areaOutline(id));
    const items = await readAll<Found>(table, wanted);
    return new Map(items.map(({ id, outline }) => [String(id), JSON.parse(String(outline)) as Outline]));
  };

  const boxesAt = async (cell: string): Promise<{ id: string; box: Box }[]> => {
    const { pk } = keys.areaCell(cell, '');
    const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    const { Items = [] } = await table.client.send(new QueryCommand({ TableName: table.name, ...query }));
    return Items.map(({ sk, box }) => ({ id: String(sk), box: box as Box }));
  };

  return {
    get,
    children,
    descendants,
    outlinesOf,
    ancestors: async (id) => {
      const found = new Map<string, Area>();
      let level = (await get(id))?.parents ?? [];
      while (level.length > 0) {
        const above = (await Promise.all(level.map(get))).filter((area) => area !== undefined);
        const fresh = above.filter((area) => !found.has(area.id) && area.id !== id);
        for (const area of fresh) found.set(area.id, area);
        level = [...new Set(fresh.flatMap(({ parents }) => parents))];
      }
      return [...found.values()];
    },
    coverEverything: async (ids) => {
      await named(ids);
      return isCovered({ id: areaRoot, inner: true }, new Set(ids));
    },
    containing: async (point) => {
      const boxes = (await Promise.all(cellsOfPoint(point).map(boxesAt))).flat();
      const byId = new Map(boxes.filter(({ box }) => inBox(point, box)).map((near) => [near.id, near]));
      const near = [...byId.values()].sort((a, b) => sizeOf(a.box) - sizeOf(b.box));
      const outlines = await outlinesOf(near.map(({ id }) => id));
      const inside = near.filter(({ id, box }) => {
        const outline = outlines.get(id);
        return outline !== undefined && isInside(point, outline, box);
      });
      return (await Promise.all(inside.map(({ id }) => get(id)))).filter((area) => area !== undefined);
    },
  };
};
