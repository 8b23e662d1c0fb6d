import type { Outage } from './model.ts';
import type { FinderPorts } from './ports.ts';

const hourMs = 3_600_000;
/** An outage whose end has passed is shown for a while: it may take longer than anybody has said. */
const shownAfterMs = 6 * hourMs;
/** How far ahead followers look. */
const shownAheadMs = 14 * 24 * hourMs;

type Reader = Pick<FinderPorts, 'outages' | 'areas'>;

const idsAt = async ({ outages, areas }: Reader, areaId: string, now: number): Promise<string[]> => {
  const times = { endsAfter: now - shownAfterMs, beginsBefore: now + shownAheadMs };
  const [own, above] = await Promise.all([outages.at(areaId, times, 'all'), areas.ancestors(areaId)]);
  const named = await Promise.all(above.map(({ id }) => outages.at(id, times, 'named')));
  return [...own, ...named.flat()];
};

/** What is under way first, then by beginning. */
const byBeginning = (now: number) => (a: Outage, b: Outage) =>
  Math.max(a.from, now) - Math.max(b.from, now) || a.to - b.to || (a.id < b.id ? -1 : 1);

/**
 * Outages now and in the next 14 days that touch any of these areas: that name the area itself, one above it, or one below it or crossing it.
 * An end that passed within six hours counts as now.
 */
export const findOutages = async (ports: Reader, areaIds: readonly string[], now: number): Promise<Outage[]> => {
  const ids = await Promise.all([...new Set(areaIds)].map((areaId) => idsAt(ports, areaId, now)));
  const found = await ports.outages.many([...new Set(ids.flat())]);
  return found.filter(({ from, to }) => to >= now - shownAfterMs && from < now + shownAheadMs).sort(byBeginning(now));
};
