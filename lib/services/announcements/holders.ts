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

/** Who has bound a subject, and still has when the notice goes, as an audience; undefined when nobody has. */
export const audienceOfHolders = async (
  { holders }: Pick<AnnouncementPorts, 'holders'>,
  kind: string,
  number: string,
): Promise<Extract<Audience, { of: 'people' }> | undefined> => {
  const found = await holders.of(kind, number);
  if (found.length === 0) return undefined;
  const ids = Object.fromEntries(found.map(({ openid, bindingId }) => [openid, bindingId]));
  return { of: 'people', openids: found.map(({ openid }) => openid), held: { kind, ids } };
};
