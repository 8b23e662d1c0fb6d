import { metresTo } from '../../notices/areas/geometry.ts';
import type { Area, Outline, Point, Rings } from '../../notices/areas/model.ts';
import { findOutages } from './finding.ts';
import type { Outage } from './model.ts';
import type { FinderPorts } from './ports.ts';

type Reader = Pick<FinderPorts, 'outages' | 'areas'>;

/** Outages farther away are of no concern to who stands there. */
const nearMetres = 3000;

/** An outage and how far it is from a place. */
export interface NearOutage {
  outage: Outage;
  /** 0 inside; absent where no outline is known. */
  metres?: number;
}

/** What is known about a place: the areas it lies in, the smallest first, and the outages there and within three kilometres, the nearest first. */
export interface Surroundings {
  areas: Area[];
  near: NearOutage[];
}

const metresFrom = (point: Point, { areas }: Outage, outlines: ReadonlyMap<string, Outline>): number | undefined => {
  const known = areas.flatMap((id) => outlines.get(id) ?? []);
  return known.length === 0 ? undefined : Math.min(...known.map((outline) => metresTo(point, outline)));
};

/** Looks around a place, in GCJ-02 degrees. What touches the smallest area there is near, however little is known of where it lies. */
export const lookAround = async (ports: Reader, point: Point, now: number): Promise<Surroundings> => {
  const areas = await ports.areas.containing(point);
  const ids = areas.map(({ id }) => id);
  const [own, all, above] = await Promise.all([
    findOutages(ports, ids.slice(0, 1), now),
    findOutages(ports, ids, now),
    Promise.all(ids.map(ports.areas.ancestors)),
  ]);
  const here = new Set([...ids, ...above.flat().map(({ id }) => id)]);
  const touching = new Set(own.map(({ id }) => id));
  const outlines = await ports.areas.outlinesOf([...new Set(all.flatMap((outage) => outage.areas))]);
  const near = all.flatMap((outage): NearOutage[] => {
    const metres = outage.areas.some((id) => here.has(id)) ? 0 : metresFrom(point, outage, outlines);
    if (metres !== undefined && metres <= nearMetres) return [{ outage, metres }];
    return metres === undefined && touching.has(outage.id) ? [{ outage }] : [];
  });
  return { areas, near: near.sort((a, b) => (a.metres ?? nearMetres) - (b.metres ?? nearMetres)) };
};

/** One outline of the map: rings of longitude and latitude, holes among them. */
export interface MapArea {
  name: string;
  /** Whether the supply is cut off here; others are drawn around it, so that one sees where it is. */
  cut: boolean;
  rings: Rings;
}

/** What a map shows. */
export interface OutageMap {
  areas: MapArea[];
  place?: Point;
}

/** Outlines of one map, and parts of a degree: 100,000 are a metre each. */
const mostDrawn = 60;
const partsOfDegree = 1e5;

const rounded = (degrees: number): number => Math.round(degrees * partsOfDegree) / partsOfDegree;

const ringsOf = ({ type, coordinates }: Outline): Rings =>
  (type === 'Polygon' ? coordinates : coordinates.flat()).map((ring) =>
    ring.map(([longitude, latitude]) => [rounded(longitude), rounded(latitude)]),
  );

const nearestAbove = async ({ areas }: Pick<Reader, 'areas'>, ids: readonly string[]): Promise<string[]> => {
  const above = await Promise.all(ids.map(areas.ancestors));
  return [...new Set(above.flatMap(([nearest]) => nearest?.id ?? []))];
};

/** A map of what the outages cut off, of what stands right above it, and of the areas `around`; undefined where no outline is known. */
export const mapOf = async (
  { areas }: Pick<Reader, 'areas'>,
  outages: readonly Pick<Outage, 'areas'>[],
  { place, around = [] }: { place?: Point; around?: readonly string[] } = {},
): Promise<OutageMap | undefined> => {
  const cut = [...new Set(outages.flatMap((outage) => outage.areas))].slice(0, mostDrawn);
  const others = new Set([...around, ...(await nearestAbove({ areas }, cut))]);
  const ids = [...[...others].filter((id) => !cut.includes(id)), ...cut];
  const outlines = await areas.outlinesOf(ids);
  if (outlines.size === 0) return undefined;
  const known = await Promise.all(ids.map((id) => areas.get(id)));
  const shown = ids.flatMap((id, at): MapArea[] => {
    const outline = outlines.get(id);
    return outline === undefined
      ? []
      : [{ name: known[at]?.name ?? '', cut: cut.includes(id), rings: ringsOf(outline) }];
  });
  return { areas: shown, ...(place === undefined ? {} : { place }) };
};
