import { isSubjectKind, subjectOfKind } from '../../backend/kinds.ts';
import type { Audience } from '../../notices/model.ts';
import type { BadField } from '../../platform/bad-fields.ts';
import { faultAt } from './faults.ts';
import type { AnnouncementPorts } from './ports.ts';

/** What is wrong with a subject's number, as its kind has it; the number itself is never quoted. */
export const numberFaults = (kind: string, number: string, field: string): BadField[] => {
  if (!isSubjectKind(kind)) return [faultAt('kind', 'unknown_kind', `there is no kind ${kind}`)];
  const [schema] = Object.values(subjectOfKind(kind).subjects);
  const result = schema?.safeParse(number);
  if (result === undefined || result.success) return [];
  return [faultAt(field, 'bad_format', result.error.issues[0]?.message ?? 'is not well formed')];
};

/** Who has bound a subject, as an audience; undefined when nobody has. */
export const audienceOfHolders = async (
  { holders }: Pick<AnnouncementPorts, 'holders'>,
  kind: string,
  number: string,
): Promise<Extract<Audience, { of: 'people' }> | undefined> => {
  const openids = await holders.of(kind, number);
  return openids.length === 0 ? undefined : { of: 'people', openids };
};
