import type { DemoArea, Quad } from './demo-areas.ts';
import { outlineOf, partOf } from './demo-areas.ts';

/** A room that somebody lives in. */
export interface DemoRoom {
  areaId: string;
  buildingId: string;
  building: string;
  door: string;
}

const mainCampus: Quad = [120.1265, 30.2215, 120.1365, 30.2315];
const eastCampus: Quad = [120.2335, 30.2495, 120.2405, 30.2555];
/** Dormitories stand in the south-west of the main campus, four in a row. */
const dormitoryPark: Quad = [120.1275, 30.2222, 120.1305, 30.2262];
const dormitories = 4;
const flatSite: Quad = [120.1335, 30.2225, 120.1345, 30.2232];

const dormitoryAt = (at: number): Quad => {
  const [west, south, east, north] = partOf(dormitoryPark, [at % 2, 2], [Math.floor(at / 2), dormitories / 2]);
  return [west, south, east - 0.0004, north - 0.0006];
};

const main = 'main-campus';

/** Campuses, their dormitories and flats, and the rooms that are lived in. */
export const campusAreas = (rooms: Iterable<DemoRoom>): DemoArea[] => {
  const areas = new Map<string, DemoArea>();
  const add = (area: DemoArea): void => void (areas.has(area.id) || areas.set(area.id, area));
  add({ id: main, kind: 'campus', name: '主校区', parents: [], outline: outlineOf(mainCampus) });
  add({ id: 'east-campus', kind: 'campus', name: '东校区', parents: [], outline: outlineOf(eastCampus) });
  for (let at = 0; at < dormitories; at += 1) {
    const outline = outlineOf(dormitoryAt(at));
    add({ id: `dorm-${at + 1}`, kind: 'building', name: `${at + 1}号楼`, parents: [main], outline });
  }
  add({ id: 'flat-1', kind: 'building', name: '教工公寓1号楼', parents: [main], outline: outlineOf(flatSite) });
  for (const { areaId, buildingId, building, door } of rooms) {
    add({ id: buildingId, kind: 'building', name: building, parents: [main] });
    add({ id: areaId, kind: 'room', name: `${building}${door}室`, parents: [buildingId] });
  }
  return [...areas.values()];
};
