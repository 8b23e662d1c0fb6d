import { type AreaChild, areaRoot } from '../../../notices/areas/model.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import { inParallel } from '../../../platform/parallel.ts';

/** An area that was found, with the way to it from the top. */
export interface FoundArea extends Pick<AreaChild, 'id' | 'kind' | 'name'> {
  /** Names above it, the topmost first. */
  path: string[];
}

/** What was found, and whether some of the tree was left out. */
export interface Findings {
  areas: FoundArea[];
  partial: boolean;
}

/** Lists of children that one search reads at most: a quarter of a second; the rest is found from a lower area. */
const mostLists = 600;
const lanes = 24;

type Reached = AreaChild & Pick<FoundArea, 'path'>;

const below = async (areas: Pick<Areas, 'children'>, { id, path, name }: Pick<Reached, 'id' | 'path' | 'name'>) => {
  const above = id === areaRoot ? [] : [...path, name];
  return (await areas.children(id)).map((child): Reached => ({ ...child, path: above }));
};

/** Areas below `under` that fit, level by level, each once and by its first way; at most `most`. */
export const findAreas = async (
  areas: Pick<Areas, 'children'>,
  under: { id: string; name: string; path: string[] },
  fits: (area: AreaChild) => boolean,
  most: number,
): Promise<Findings> => {
  const found = new Map<string, FoundArea>();
  const seen = new Set<string>();
  let lists = 0;
  let level: Pick<Reached, 'id' | 'path' | 'name'>[] = [under];
  while (level.length > 0 && found.size < most && lists < mostLists) {
    const asked = level.slice(0, mostLists - lists);
    lists += asked.length;
    const children = (await inParallel(asked, lanes, (area) => below(areas, area))).flat();
    const fresh = children.filter(({ id }) => !seen.has(id) && seen.add(id));
    for (const { id, kind, name, path, ...rest } of fresh) {
      if (found.size < most && fits({ id, kind, name, ...rest })) found.set(id, { id, kind, name, path });
    }
    level = [...level.slice(asked.length), ...fresh.filter(({ inner }) => inner)];
  }
  return { areas: [...found.values()], partial: level.length > 0 };
};
