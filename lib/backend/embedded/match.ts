import { acceptClaims, claimsFit } from '../claims.ts';
import type { Values } from '../definition.ts';
import { type MatchedSubject, type SubjectKind, subjectOfKind } from '../kinds.ts';
import type { ItemForm, RecordItem } from './items.ts';
import type { Lookup } from './lookup.ts';

/** What is compared with when nothing was found, so that it takes the same steps. */
const nobody = '-';

const contactOf = (kind: SubjectKind, record: Values): Pick<MatchedSubject, 'phone' | 'name' | 'areaId'> => {
  const { contact } = subjectOfKind(kind);
  const known = Object.entries(contact).map(([what, field]) => [what, record[field]]);
  return Object.fromEntries(known.filter(([, value]) => typeof value === 'string'));
};

/** A subject as it is told to the account, once its claims fit. */
export const describeSubject = (kind: SubjectKind, subject: string, record: Values): MatchedSubject => ({
  subject,
  shown: subjectOfKind(kind).shown(subject, record),
  ...contactOf(kind, record),
});

/** Looks a subject up by the claim that identifies it, and compares the others. */
export const createMatch = (form: ItemForm, lookup: Lookup) => {
  const subjectOf = async (kind: SubjectKind, claim: string): Promise<string | undefined> => {
    const { identifiedBy, subjects } = subjectOfKind(kind);
    if (identifiedBy in subjects) return claim;
    const pointer = await lookup.pointer(kind, claim);
    return pointer === undefined ? undefined : form.openSubject(kind, pointer);
  };

  const secretFits = (kind: SubjectKind, subject: string, item: RecordItem | undefined, name: string, claim: string) =>
    form.secretHashes(kind, subject, name, claim).some((hash) => hash === item?.secrets?.[name]);

  return async (kind: SubjectKind, given: Record<string, string>): Promise<MatchedSubject | undefined> => {
    const definition = subjectOfKind(kind);
    const claims = acceptClaims(kind, given);
    if (claims === undefined) return undefined;
    const subject = await subjectOf(kind, claims[definition.identifiedBy] ?? nobody);
    const item = await lookup.own(kind, subject ?? nobody);
    const record = item === undefined ? {} : form.open(kind, item.record);
    const [secret, plain] = [Object.keys(definition.secrets), Object.keys(definition.subjects)];
    const compared = Object.entries(claims).filter(([name]) => !secret.includes(name) && !plain.includes(name));
    const fits = claimsFit(compared, record);
    const secrets = Object.entries(claims).filter(([name]) => secret.includes(name));
    const secretsFit = secrets.every(([name, claim]) => secretFits(kind, subject ?? nobody, item, name, claim));
    if (item === undefined || subject === undefined || !fits || !secretsFit) return undefined;
    return describeSubject(kind, subject, record);
  };
};
