import { allSubjects } from '../../backend/definition.ts';
import type { Ports } from '../../guard/service.ts';
import type { Building, FreeBuilding, FreeRoom, Slot, Time } from './model.ts';
import type { Period } from './periods.ts';

export type ClassroomPorts = Pick<Ports, 'backend' | 'pageUrl'>;

/** Every building with classrooms. */
export const readBuildings = ({ backend }: Pick<Ports, 'backend'>): Promise<Building[]> =>
  backend.records('teaching-building', allSubjects, { oldestFirst: true });

/** The classrooms that are free in any of the periods: those free longest first, then by their doors. */
export const freeRooms = (slots: readonly Slot[], periods: readonly Period[]): FreeRoom[] => {
  const rooms = new Map<string, FreeRoom>();
  for (const { door, seats, airConditioned, period, status } of slots) {
    if (status !== 'free' || !periods.includes(period)) continue;
    const room = rooms.get(door) ?? { door, seats, airConditioned, periods: [] };
    if (!room.periods.includes(period)) rooms.set(door, { ...room, periods: [...room.periods, period] });
  }
  return [...rooms.values()].sort(
    (a, b) => b.periods.length - a.periods.length || a.door.localeCompare(b.door, 'en', { numeric: true }),
  );
};

const roomsOf = async (
  { backend }: Pick<Ports, 'backend'>,
  { building, title, campus }: Building,
  { day, periods }: Time,
): Promise<FreeBuilding> => {
  const [first, last] = [periods[0], periods.at(-1)];
  const slots = await backend.records('classroom-slot', building, {
    from: `${day}#${first ?? ''}`,
    to: `${day}#${last ?? ''}`,
    oldestFirst: true,
  });
  return { building, title, campus, rooms: freeRooms(slots, periods) };
};

/** The free classrooms of some buildings at some time; `door` leaves one room of each. One query per building. */
export const findRooms = async (
  ports: Pick<Ports, 'backend'>,
  buildings: readonly Building[],
  time: Time,
  door?: string,
): Promise<FreeBuilding[]> => {
  const found = await Promise.all(buildings.map((building) => roomsOf(ports, building, time)));
  if (door === undefined) return found;
  return found.map((building) => ({ ...building, rooms: building.rooms.filter((room) => room.door === door) }));
};
