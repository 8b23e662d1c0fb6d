import { defineRoute, type Route } from '../../guard/service.ts';
import type { Found } from './model.ts';
import { findViolations, totalsOf, type ViolationPorts } from './service.ts';

/** `GET /api/violations`: the violations of all that is bound; no lists when nothing is. */
export const violationRoutes = (ports: ViolationPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async ({ follower }): Promise<Found> =>
      (await findViolations(ports, follower.openid)) ?? { lists: [], totals: totalsOf([]) },
  }),
];
