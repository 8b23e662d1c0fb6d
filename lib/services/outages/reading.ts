import { hash } from 'node:crypto';
import { partlyCovered } from '../../notices/areas/followable.ts';
import { type BadField, refuseFaults } from '../../platform/bad-fields.ts';
import { AppError } from '../../platform/errors.ts';
import { inParallel } from '../../platform/parallel.ts';
import type { OutageRules } from '../../platform/profile/announcements.ts';
import type { NewOutage, Outage } from './model.ts';
import type { OutagePorts } from './ports.ts';
import { timeFaults } from './rules.ts';
import type { Touched } from './store.ts';
import { announcementIdOf } from './telling.ts';

type Reader = Pick<OutagePorts, 'areas'>;

const lanes = 8;

const digest = (...parts: unknown[]): string => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 20);

/** The id of the outage with this number in the organisation's systems, whoever announces it. */
export const outageIdOf = (externalId: string): string => digest('number', externalId);

/** Which outage an announcement is: by its number, else by who made it under which key. */
export const identityOf = ({ externalId }: Pick<NewOutage, 'externalId'>, by: string, key: string): string =>
  externalId === undefined ? digest('key', by, key) : outageIdOf(externalId);

const contentOf = ({ kind, supply, areas, reason, from, to }: NewOutage): string =>
  digest(kind, supply, areas.toSorted(), reason, Date.parse(from), Date.parse(to));

/** Throws `BadFields('id_reused')` when the id stands for an outage that was announced with other content. */
export const requireSame = (known: Outage, input: NewOutage): void => {
  if (known.announcement === contentOf(input)) return;
  const field = input.externalId === undefined ? 'key' : 'externalId';
  refuseFaults([{ field, code: 'id_reused', message: 'stands for another outage already; change that one instead' }]);
};

/** The profile's section of outages. Throws `AppError('no_outages', 'reject')` where it has none. */
export const rulesOf = ({ organisation }: Pick<OutagePorts, 'organisation'>): OutageRules => {
  const { outages } = organisation.profile;
  if (outages === undefined) throw new AppError('no_outages', 'reject', 'this organisation announces no outages');
  return outages;
};

const supplyFaults = ({ supply }: NewOutage, rules: OutageRules): BadField[] =>
  rules.supplies[supply] === undefined
    ? [{ field: 'supply', code: 'unknown_supply', message: `this organisation does not supply ${supply}` }]
    : [];

const instantOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

const unknownFaults = (areas: readonly string[], found: readonly unknown[]): BadField[] =>
  areas.flatMap((id, at): BadField[] =>
    found[at] === undefined
      ? [{ field: `areas.${at}`, code: 'unknown_area', message: `no area has the id ${id}` }]
      : [],
  );

/** Throws `BadFields('unknown_area')` when an area has left the tree. */
export const requireAreas = async ({ areas: tree }: Reader, areas: readonly string[]): Promise<void> =>
  refuseFaults(unknownFaults(areas, await inParallel(areas, lanes, tree.get)));

/** The outage that an announcement makes. Throws `BadFields` with all that is wrong with it. */
export const readNew = async (ports: OutagePorts, input: NewOutage, by: string, key: string): Promise<Outage> => {
  const { externalId, kind, supply, areas, reason } = input;
  const now = ports.now();
  const times = { from: Date.parse(input.from), to: Date.parse(input.to) };
  const found = await inParallel(areas, lanes, ports.areas.get);
  const unknown = unknownFaults(areas, found);
  const late = timeFaults({ ...times, announceAt: instantOf(input.announceAt) }, now);
  refuseFaults([...unknown, ...supplyFaults(input, rulesOf(ports)), ...late]);
  if (await ports.areas.coverEverything(areas)) {
    refuseFaults([{ field: 'areas', code: 'too_wide', message: 'must not be everybody; name the areas concerned' }]);
  }
  const id = identityOf(input, by, key);
  return {
    ...{ id, kind, supply, areas, reason, by, ...times },
    ...(externalId === undefined ? {} : { externalId }),
    areaNames: found.map((area) => area?.name ?? ''),
    announcement: contentOf(input),
    notices: [{ id: announcementIdOf(id, 1), news: 'announced' }],
    news: { version: 1, news: 'announced', key },
    ...{ state: 'announced', progress: [], changes: [], createdAt: now, version: 1 },
  };
};

/** The named areas and all below them; the named ones alone where one has left the tree since, or more are below than an audience can have. */
const allBelow = async ({ areas }: Reader, named: readonly string[]): Promise<readonly string[]> => {
  try {
    return await areas.descendants(named);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'reject') return named;
    throw error;
  }
};

/**
 * The areas that are named, all above them, and those that have a part of them below: a line that crosses a community touches it. What lies wholly
 * in a named one finds the outage there.
 */
export const touchedBy = async (ports: Reader, named: readonly string[]): Promise<Touched[]> => {
  const [above, below] = await Promise.all([inParallel(named, lanes, ports.areas.ancestors), allBelow(ports, named)]);
  const crossed = await partlyCovered(ports.areas, below);
  const isNamed = new Set(named);
  const touched = [...named, ...above.flat().map(({ id }) => id), ...crossed];
  return [...new Set(touched)].map((areaId) => ({ areaId, named: isNamed.has(areaId) }));
};
