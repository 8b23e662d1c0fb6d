import { inParallel } from '../../platform/parallel.ts';
import type { Area } from './model.ts';
import type { Areas } from './store.ts';

const lanes = 24;

/**
 * Whether anybody may follow an area: places that everybody knows, and lines and what hangs on them, which public notices name. Not buildings and
 * rooms: notices about those tell of single households, and reach who has proved to live there.
 */
export const isFollowable = ({ kind }: Pick<Area, 'kind'>): boolean => kind !== 'building' && kind !== 'room';

/**
 * The areas that some of these lie in, and that are none of them: what hits the given areas hits a part of those. A line in part of a community has
 * the community, its street and its district. What buildings and rooms lie in is not among them: a cut there concerns who lives there.
 */
export const partlyCovered = async ({ get }: Pick<Areas, 'get'>, ids: readonly string[]): Promise<string[]> => {
  const known = new Set(ids);
  const found: string[] = [];
  for (let level: readonly string[] = ids; level.length > 0; ) {
    const areas = (await inParallel(level, lanes, get)).filter((area) => area !== undefined && isFollowable(area));
    const above = new Set(areas.flatMap((area) => area?.parents ?? []));
    level = [...above].filter((id) => !known.has(id));
    for (const id of level) known.add(id);
    found.push(...level);
  }
  return found;
};
