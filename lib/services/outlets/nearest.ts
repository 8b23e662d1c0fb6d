import distance from '@turf/distance';
import type { Outlet } from '../../platform/organisation.ts';

/** An outlet and how far it is, in metres as the crow flies. */
export interface NearOutlet {
  outlet: Outlet;
  metres: number;
}

/** The outlets nearest to a place, nearest first. Both are GCJ-02, as WeChat sends places, so that no conversion is needed. */
export const nearest = (
  outlets: Outlet[],
  place: { latitude: number; longitude: number },
  count: number,
): NearOutlet[] =>
  outlets
    .map((outlet) => ({
      outlet,
      metres: Math.round(
        distance([place.longitude, place.latitude], [outlet.longitude, outlet.latitude], { units: 'meters' }),
      ),
    }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, count);
