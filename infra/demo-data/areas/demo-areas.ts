import type { Area, Outline, Position } from '../../../lib/notices/areas/model.ts';

/** An area of the demonstration, with its outline where it has one. */
export interface DemoArea extends Area {
  outline?: Outline;
}

/** West, south, east, north in GCJ-02 degrees. */
export type Quad = readonly [number, number, number, number];

const stepsOfEdge = 6;

/** Bends the straight lines of a plan as rivers and roads do; neighbours stay neighbours. */
const bent = ([longitude, latitude]: Position): Position => [
  Number((longitude + 0.0016 * Math.sin(latitude * 310) + 0.0006 * Math.sin(longitude * 900)).toFixed(6)),
  Number((latitude + 0.0012 * Math.sin(longitude * 270) + 0.0005 * Math.sin(latitude * 1100)).toFixed(6)),
];

const ringOf = ([west, south, east, north]: Quad): Position[] => {
  const corners: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const ring = corners.slice(0, -1).flatMap(([x, y], at) => {
    const [nextX, nextY] = corners[at + 1] ?? [x, y];
    return Array.from({ length: stepsOfEdge }, (_, step): Position => {
      const share = step / stepsOfEdge;
      return bent([x + (nextX - x) * share, y + (nextY - y) * share]);
    });
  });
  return [...ring, ring[0] as Position];
};

/** The outline of a part of the plan. */
export const outlineOf = (...quads: readonly Quad[]): Outline => {
  const [first, ...rest] = quads;
  if (first !== undefined && rest.length === 0) return { type: 'Polygon', coordinates: [ringOf(first)] };
  return { type: 'MultiPolygon', coordinates: quads.map((quad) => [ringOf(quad)]) };
};

/** Column `x` of `columns` and row `y` of `rows` of a part, counted from the south-west. */
export const partOf = (
  [west, south, east, north]: Quad,
  [x, columns]: [number, number],
  [y, rows]: [number, number],
): Quad => {
  const [width, height] = [(east - west) / columns, (north - south) / rows];
  return [west + x * width, south + y * height, west + (x + 1) * width, south + (y + 1) * height];
};
