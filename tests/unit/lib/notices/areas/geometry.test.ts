import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, cellsOfBox, cellsOfPoint, isInside, metresTo } from '../../../../../lib/notices/areas/geometry.ts';
import type { Outline, Point } from '../../../../../lib/notices/areas/model.ts';

const aBox = fc
  .tuple(
    fc.double({ min: 75, max: 130, noNaN: true }),
    fc.double({ min: 5, max: 48, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
  )
  .map(([west, south, width, height]): [number, number, number, number] => [west, south, west + width, south + height]);

const aSquare = (west: number, south: number, side: number): Outline => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});
const at = (longitude: number, latitude: number): Point => ({ longitude, latitude });

describe('the squares of an outline', () => {
  it('have every point of it in one of the squares that the point is looked up by', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(aBox, share, share, ([west, south, east, north], x, y) => {
        const longitude = Math.min(east, west + x * (east - west));
        const latitude = Math.min(north, south + y * (north - south));
        const cells = new Set(cellsOfBox([west, south, east, north]));
        expect(cellsOfPoint(at(longitude, latitude)).some((cell) => cells.has(cell))).toBe(true);
      }),
    );
  });

  it('are few', () => {
    fc.assert(fc.property(aBox, (box) => void expect(cellsOfBox(box).length).toBeLessThanOrEqual(16)));
  });
});

describe('a point', () => {
  const ring: Outline = { ...aSquare(120, 30, 0.1), coordinates: [] } as unknown as Outline;
  const withHole = {
    ...ring,
    coordinates: [...aSquare(120, 30, 0.1).coordinates, ...aSquare(120.04, 30.04, 0.02).coordinates],
  } as Outline;
  const apart = {
    type: 'MultiPolygon',
    coordinates: [aSquare(120, 30, 0.01).coordinates, aSquare(121, 30, 0.01).coordinates],
  } as Outline;

  it('is inside up to the edge, not in a hole, and in any part', () => {
    expect(isInside(at(120.1, 30.05), aSquare(120, 30, 0.1))).toBe(true);
    expect(isInside(at(120.11, 30.05), aSquare(120, 30, 0.1))).toBe(false);
    expect(isInside(at(120.05, 30.05), withHole)).toBe(false);
    expect(isInside(at(121.005, 30.005), apart)).toBe(true);
    expect(boxOf(apart)).toEqual([120, 30, 121.01, 30.01]);
  });

  it('is as far from an outline as from its nearest edge, to within a hundred metres', () => {
    expect(metresTo(at(120.05, 30.05), aSquare(120, 30, 0.1))).toBe(0);
    // 0.01° of latitude are 1,112 m; nearest is the middle of an edge of 9.6 km.
    expect(Math.abs(metresTo(at(120.05, 30.11), aSquare(120, 30, 0.1)) - 1112)).toBeLessThan(20);
    expect(Math.abs(metresTo(at(121.02, 30.005), apart) - 963)).toBeLessThan(20);
  });
});
