import { defineRoute, type Route } from '../../guard/service.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type ClassroomAnswer, ClassroomQuery } from './model.ts';
import { type ClassroomPorts, findRooms, readBuildings } from './service.ts';
import { addDays, timeOf } from './times.ts';

/** How many days can be chosen: the organisation plans a week ahead. */
const daysAhead = 7;

/** `GET /api/classrooms?day=&time=&building=`: free classrooms, and what can be asked for. */
export const classroomRoutes = (ports: ClassroomPorts): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/',
    input: ClassroomQuery,
    handle: async ({ input, now }): Promise<ClassroomAnswer> => {
      const buildings = await readBuildings(ports);
      const asked = buildings.filter(({ building }) => input.building === undefined || building === input.building);
      const time = timeOf(input, now);
      return {
        time,
        days: Array.from({ length: daysAhead + 1 }, (_, ahead) => addDays(beijingDay(now), ahead)),
        buildings: buildings.map(({ building, title, campus }) => ({ building, title, campus })),
        found: await findRooms(ports, asked, time),
      };
    },
  }),
];
