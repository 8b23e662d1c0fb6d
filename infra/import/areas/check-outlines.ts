import type { Outline, Position, Rings } from '../../../lib/notices/areas/model.ts';
import { type Fault, FileFault } from '../fault.ts';
import type { AreaOutline } from './write-outlines.ts';

/** An item of the table holds 400 KB. */
const longestOutline = 350_000;
/** A ring comes back to where it began. */
const fewestPositions = 4;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** GCJ-02 is defined in China only; the wrong order of the two, a common slip, is found by it. */
const isPosition = (value: unknown): value is Position => {
  if (!Array.isArray(value) || value.length < 2) return false;
  const [longitude, latitude] = value as unknown[];
  return (
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    longitude >= 73 &&
    longitude <= 136 &&
    latitude >= 3 &&
    latitude <= 54
  );
};

const ringFault = (ring: unknown): string | undefined => {
  if (!Array.isArray(ring) || ring.length < fewestPositions)
    return `a ring needs at least ${fewestPositions} positions`;
  if (!ring.every(isPosition)) return 'positions must be [longitude, latitude] in China, in GCJ-02 degrees';
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  return first[0] === last[0] && first[1] === last[1] ? undefined : 'a ring must end where it begins';
};

const ringsFault = (rings: unknown): string | undefined => {
  if (!Array.isArray(rings) || rings.length === 0) return 'a polygon needs a ring';
  return rings.map(ringFault).find((fault) => fault !== undefined);
};

const geometryFault = (geometry: unknown): string | undefined => {
  if (!isObject(geometry)) return 'is missing';
  const { type, coordinates } = geometry;
  if (type === 'Polygon') return ringsFault(coordinates);
  if (type !== 'MultiPolygon') return 'must be a Polygon or a MultiPolygon';
  if (!Array.isArray(coordinates) || coordinates.length === 0) return 'needs a polygon';
  return coordinates.map(ringsFault).find((fault) => fault !== undefined);
};

/** Only longitude and latitude are kept: heights mean nothing here. */
const outlineOf = ({ type, coordinates }: Json): Outline => {
  const flat = (rings: Rings): Rings =>
    rings.map((ring) => ring.map(([longitude, latitude]): Position => [longitude, latitude]));
  return type === 'Polygon'
    ? { type, coordinates: flat(coordinates as Rings) }
    : { type: 'MultiPolygon', coordinates: (coordinates as Rings[]).map(flat) };
};

const featuresOf = (text: string): unknown[] => {
  let collection: unknown;
  try {
    collection = JSON.parse(text);
  } catch {
    throw new FileFault(0, 'is not JSON');
  }
  const features = isObject(collection) && collection['type'] === 'FeatureCollection' && collection['features'];
  if (!Array.isArray(features)) throw new FileFault(0, 'must be a GeoJSON FeatureCollection (RFC 7946)');
  if (features.length === 0) throw new FileFault(0, 'the file has no features');
  return features;
};

/** The outlines of a GeoJSON file, and all that is wrong with it, by the place of the feature. Throws `FileFault` for what is no such file. */
export const checkOutlines = (
  text: string,
  known: ReadonlySet<string>,
): { outlines: AreaOutline[]; faults: Fault[] } => {
  const [outlines, faults, seen] = [[] as AreaOutline[], [] as Fault[], new Map<string, number>()];
  for (const [at, feature] of featuresOf(text).entries()) {
    const fault = (field: string, reason: string) =>
      void faults.push({ line: 0, field: `features[${at}].${field}`, reason });
    const properties = isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {};
    const geometry = isObject(feature) ? feature['geometry'] : undefined;
    const id = properties['id'];
    const wrong = geometryFault(geometry);
    if (typeof id !== 'string') fault('properties.id', 'must be the id of an area');
    else if (!known.has(id)) fault('properties.id', `there is no area ${id}`);
    else if (seen.has(id)) fault('properties.id', `features[${seen.get(id)}] has this id already`);
    else seen.set(id, at);
    if (wrong !== undefined) fault('geometry', wrong);
    else if (JSON.stringify(geometry).length > longestOutline)
      fault('geometry', `is longer than ${longestOutline} characters: simplify it`);
    else if (typeof id === 'string') outlines.push({ id, outline: outlineOf(geometry as Json) });
  }
  return { outlines, faults };
};
