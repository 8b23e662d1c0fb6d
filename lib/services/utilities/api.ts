import { boundOf } from '../../guard/bound.ts';
import { defineRoute, type Route } from '../../guard/service.ts';
import type { RoomHistory } from './model.ts';
import { readHistory, type UtilityPorts } from './service.ts';

/** `GET /api/utilities`: the room with twelve months of each utility; without a room for who lives elsewhere. */
export const utilityRoutes = (ports: UtilityPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    handle: async (call): Promise<Partial<RoomHistory>> => (await readHistory(ports, boundOf(call), call.now)) ?? {},
  }),
];
