import type { Place } from '../../followers/follower.ts';

/** What a node of the area tree is. */
export const areaKinds = [
  'district',
  'street',
  'community',
  'line',
  'transformer-area',
  'campus',
  'building',
  'room',
] as const;
export type AreaKind = (typeof areaKinds)[number];

/** What stands above all nodes that have no parent; no node itself, so that nobody can name it as an audience. */
export const areaRoot = 'root';

/** A node of the area tree. A transformer area hangs on a line and lies in a community: it has several parents. */
export interface Area {
  id: string;
  kind: AreaKind;
  name: string;
  /** Ids; empty for a node at the top. */
  parents: string[];
}

/** A node as its parent knows it. */
export interface AreaChild extends Pick<Area, 'id' | 'kind' | 'name'> {
  /** Whether there are nodes below it. */
  inner: boolean;
}

/** Longitude and latitude in GCJ-02 degrees (RFC 7946, 3.1.1). */
export type Position = [longitude: number, latitude: number];
/** A ring, closed, and the rings of its holes. */
export type Rings = Position[][];

/** Where an area lies: GeoJSON (RFC 7946) in GCJ-02, as WeChat's maps and locations have it. */
export type Outline = { type: 'Polygon'; coordinates: Rings } | { type: 'MultiPolygon'; coordinates: Rings[] };

/** A point in GCJ-02 degrees. */
export type Point = Pick<Place, 'latitude' | 'longitude'>;

/** West, south, east, north. */
export type Box = [number, number, number, number];
