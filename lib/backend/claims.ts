import { createHash, timingSafeEqual } from 'node:crypto';
import type { Values } from './definition.ts';
import { type SubjectKind, subjectOfKind } from './kinds.ts';
import { normalise } from './normalise.ts';

const digest = (text: string): Buffer => createHash('sha256').update(normalise(text)).digest();

/** Whether two texts are the same in the form of `normalise`, in a time that does not tell where they differ. */
export const sameText = (given: string, kept: string): boolean => timingSafeEqual(digest(given), digest(kept));

/** The claims in their form for comparison, or undefined when they are no complete set of claims of this kind. */
export const acceptClaims = (kind: SubjectKind, claims: Record<string, string>): Record<string, string> | undefined => {
  const { claims: sets, secrets } = subjectOfKind(kind);
  const entries = Object.entries(claims).map(([name, claim]) => [name, name in secrets ? claim : normalise(claim)]);
  const forms = sets.map((set) => set.safeParse(Object.fromEntries(entries)));
  return forms.find((form) => form.success)?.data as Record<string, string> | undefined;
};

/** Whether every claim is true of a record. All are compared, whichever fails first. A claim that the record has no value for is false. */
export const claimsFit = (claims: readonly (readonly [string, string])[], record: Values): boolean =>
  claims
    .map(([name, claim]) => {
      const kept = record[name];
      return sameText(claim, typeof kept === 'string' ? kept : '') && typeof kept === 'string';
    })
    .every((fits) => fits);
