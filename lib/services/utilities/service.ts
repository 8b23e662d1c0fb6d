import type { RecordOf } from '../../backend/kinds.ts';
import type { Binding } from '../../followers/binding.ts';
import type { Ports } from '../../guard/service.ts';
import { beijingDay } from '../../platform/clock.ts';
import { addMonths } from '../../platform/months.ts';
import {
  type LatestReadings,
  type Reading,
  type RoomHistory,
  type RoomShown,
  type UtilityHistory,
  utilities,
} from './model.ts';

export type UtilityPorts = Pick<Ports, 'backend' | 'pageUrl'>;

/** Enough for two meters read daily and one read monthly. */
const recentReadings = 70;
/** The month that runs, and the eleven before. */
const monthsShown = 12;
const daysShown = 31;
const dayMs = 86_400_000;

/** Hundredths, so that sums of quantities with two decimals are exact. */
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;

const shownOf = ({ campus, building, door, residents }: RecordOf<'room'>): RoomShown => ({
  campus,
  building,
  door,
  residents,
});

/** The room of a person of the campus; undefined for who lives elsewhere. */
const roomOf = async (
  { backend }: UtilityPorts,
  { subject }: Binding,
): Promise<{ number: string; room: RoomShown } | undefined> => {
  const [person] = await backend.records('campus-person', subject, { limit: 1 });
  if (person?.room === undefined) return undefined;
  const [room] = await backend.records('room', person.room, { limit: 1 });
  return room && { number: person.room, room: shownOf(room) };
};

/** The newest reading of each utility, in their order; `readings` newest first. */
export const latestOfEach = (readings: readonly Reading[]): Reading[] =>
  utilities.flatMap((utility) => readings.find((reading) => reading.utility === utility) ?? []);

/** Used by month: a month's last reading says what was used in it; `readings` newest first, the answer oldest first. */
export const usageByMonth = (readings: readonly Reading[]): { period: string; used: number }[] => {
  const months = new Map<string, number>();
  for (const { at, usedInMonth } of readings) {
    const month = at.slice(0, 7);
    if (!months.has(month)) months.set(month, usedInMonth);
  }
  return [...months].map(([period, used]) => ({ period, used })).reverse();
};

/** Used by day; several readings of a day add up. `readings` newest first, the answer oldest first. */
export const usageByDay = (readings: readonly Reading[]): { period: string; used: number }[] => {
  const days = new Map<string, number[]>();
  for (const { at, used } of readings) {
    const day = at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), used]);
  }
  return [...days].map(([period, used]) => ({ period, used: sum(used) })).reverse();
};

const historyOf = (readings: readonly Reading[], sinceDay: string): UtilityHistory[] =>
  latestOfEach(readings).map((latest) => {
    const own = readings.filter(({ utility }) => utility === latest.utility);
    return {
      utility: latest.utility,
      latest,
      months: usageByMonth(own),
      days: usageByDay(own.filter(({ at }) => at.slice(0, 10) >= sinceDay)),
    };
  });

/** The newest readings of the room of a bound person; undefined when they have no room here. */
export const readLatest = async (ports: UtilityPorts, binding: Binding): Promise<LatestReadings | undefined> => {
  const found = await roomOf(ports, binding);
  if (found === undefined) return undefined;
  const readings = await ports.backend.records('utility-reading', found.number, { limit: recentReadings });
  return { room: found.room, readings: latestOfEach(readings) };
};

/** Twelve months of the room of a bound person; undefined when they have no room here. */
export const readHistory = async (
  ports: UtilityPorts,
  binding: Binding,
  now: number,
): Promise<RoomHistory | undefined> => {
  const found = await roomOf(ports, binding);
  if (found === undefined) return undefined;
  const from = addMonths(beijingDay(now).slice(0, 7), 1 - monthsShown);
  const readings = await ports.backend.records('utility-reading', found.number, { from });
  return { room: found.room, utilities: historyOf(readings, beijingDay(now - (daysShown - 1) * dayMs)) };
};
