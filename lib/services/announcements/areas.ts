import { refuseFaults } from '../../platform/bad-fields.ts';
import { inParallel } from '../../platform/parallel.ts';
import { faultAt } from './faults.ts';
import type { AnnouncementPorts } from './ports.ts';

const lanes = 8;
/** Characters of a `thing` field. */
const mostCharacters = 20;

/** Checks areas that a request names at `field`. Throws `BadFields`: `unknown_area`; `too_wide` for all there are, since everyone must be asked for expressly. */
export const checkAreas = async (
  { areas }: Pick<AnnouncementPorts, 'areas'>,
  ids: readonly string[],
  field: string,
): Promise<void> => {
  const found = await inParallel(ids, lanes, areas.get);
  const unknown = ids.flatMap((id, at) =>
    found[at] === undefined ? [faultAt(`${field}.${at}`, 'unknown_area', `no area has the id ${id}`)] : [],
  );
  refuseFaults(unknown);
  if (await areas.coverEverything(ids))
    refuseFaults([faultAt(field, 'too_wide', 'must not be everybody; ask for everyone in so many words')]);
};

/** The areas' names in one line; `等3处` instead of what has no room. */
export const areasInWords = async (
  { areas }: Pick<AnnouncementPorts, 'areas'>,
  ids: readonly string[],
): Promise<string> => {
  const names = (await inParallel(ids, lanes, areas.get)).map((area) => area?.name ?? '');
  const all = names.join('、');
  return all.length <= mostCharacters ? all : `${(names[0] ?? '').slice(0, mostCharacters - 6)}等${ids.length}处`;
};
