import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { distance } from '@turf/distance';
import type { Box, Outline, Point, Position, Rings } from './model.ts';

/** Sides of the grids' squares in degrees: about 1, 10 and 100 km. */
const sides = [0.01, 0.1, 1] as const;
/** An outline is kept in the finest grid of which it touches no more squares. */
const mostCells = 16;

const polygonsOf = (outline: Outline): Rings[] =>
  outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates;

/** The smallest upright rectangle around an outline. */
export const boxOf = (outline: Outline): Box => {
  const box: Box = [180, 90, -180, -90];
  for (const [longitude, latitude] of polygonsOf(outline).flat(2)) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
  return box;
};

/** Size of a box in square degrees: enough to tell the smaller of two. */
export const sizeOf = ([west, south, east, north]: Box): number => (east - west) * (north - south);

/** Whether a point is in a box or on its edge. */
export const inBox = ({ longitude, latitude }: Point, [west, south, east, north]: Box): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

// Rounding keeps the order of numbers, so a point inside a box is never in a square outside the box's.
const square = (side: number, degrees: number): number => Math.floor(degrees / side);

/** The squares that a box touches: of the finest grid where they are few, else of the coarsest. */
export const cellsOfBox = ([west, south, east, north]: Box): string[] => {
  for (const [grid, side] of sides.entries()) {
    const [left, right] = [square(side, west), square(side, east)];
    const [bottom, top] = [square(side, south), square(side, north)];
    if ((right - left + 1) * (top - bottom + 1) > mostCells && grid < sides.length - 1) continue;
    const cells: string[] = [];
    for (let x = left; x <= right; x += 1) for (let y = bottom; y <= top; y += 1) cells.push(`${grid}#${x}#${y}`);
    return cells;
  }
  return [];
};

/** The square of each grid that a point is in. */
export const cellsOfPoint = ({ longitude, latitude }: Point): string[] =>
  sides.map((side, grid) => `${grid}#${square(side, longitude)}#${square(side, latitude)}`);

/** Whether a point is in an outline or on its edge. */
export const isInside = (point: Point, outline: Outline, box: Box = boxOf(outline)): boolean =>
  inBox(point, box) && booleanPointInPolygon([point.longitude, point.latitude], outline);

const stepMetres = 100;
const mostSteps = 200;

function* pointsAlong(ring: Position[]): Generator<Position> {
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[at + 1] ?? [x, y];
    const metres = distance([x, y], [nextX, nextY], { units: 'meters' });
    const steps = Math.min(mostSteps, Math.max(1, Math.ceil(metres / stepMetres)));
    for (let step = 0; step < steps; step += 1) {
      yield [x + ((nextX - x) * step) / steps, y + ((nextY - y) * step) / steps];
    }
  }
}

/** Metres from a point to an outline, to within a hundred: 0 inside. Edges are looked at every 100 m, those over 20 km less often. */
export const metresTo = (point: Point, outline: Outline): number => {
  if (isInside(point, outline)) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const ring of polygonsOf(outline).flat()) {
    for (const edge of pointsAlong(ring)) {
      least = Math.min(least, distance([point.longitude, point.latitude], edge, { units: 'meters' }));
    }
  }
  return Math.round(least);
};
