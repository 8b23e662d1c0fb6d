import { Refusal } from '../../guard/refusal.ts';
import { type Area, type AreaChild, areaRoot } from '../../notices/areas/model.ts';
import type { FinderPorts } from './ports.ts';

type Reader = Pick<FinderPorts, 'areas'>;

/** An area of a path: its id and its name. */
export type AreaName = Pick<Area, 'id' | 'name'>;

/** Areas to choose from. */
export interface AreaChoice {
  /** From the top down to the one whose children these are. */
  path: AreaName[];
  children: AreaChild[];
}

/** The area of this id. Throws `Refusal('unknown_area')`. */
export const areaOf = async ({ areas }: Reader, id: string): Promise<Area> => {
  const area = await areas.get(id);
  if (area === undefined) throw new Refusal('unknown_area', '没有这个地方，请重新选。', { status: 404 });
  return area;
};

/** From the top down to the area; along the first parent where it has several. */
export const pathTo = async ({ areas }: Reader, id: string): Promise<AreaName[]> => {
  const path: AreaName[] = [];
  let area = await areas.get(id);
  while (area !== undefined && !path.some(({ id: known }) => known === area?.id)) {
    path.unshift({ id: area.id, name: area.name });
    const [parent] = area.parents;
    area = parent === undefined ? undefined : await areas.get(parent);
  }
  return path;
};

/** What there is to choose from below an area, or at the top. Throws `Refusal('unknown_area')`. */
export const choicesBelow = async (ports: Reader, parent: string | undefined): Promise<AreaChoice> => {
  if (parent !== undefined) await areaOf(ports, parent);
  const [path, children] = await Promise.all([
    parent === undefined ? [] : pathTo(ports, parent),
    ports.areas.children(parent ?? areaRoot),
  ]);
  return { path, children };
};
