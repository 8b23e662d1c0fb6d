import { claimsOf, type SubjectKind, subjectOfKind } from '../../backend/kinds.ts';
import { Refusal } from '../../guard/refusal.ts';
import { type Field, fieldsOf, tidyClaim } from './fields.ts';

/** Claims whose form is right, and the one that names what is claimed. */
export interface Claims {
  claims: Record<string, string>;
  identifier: string;
}

const fieldNamed = (kind: keyof typeof fieldsOf, name: unknown): Field | undefined =>
  fieldsOf[kind].find((field) => field.name === name);

/** The claims of a kind, tidied and checked for their form: lengths, check digits. Throws `Refusal` that names the first wrong field. */
export const readClaims = (kind: keyof typeof fieldsOf & SubjectKind, given: Record<string, string>): Claims => {
  const claims = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, tidyClaim(name, value)]));
  const result = claimsOf(kind).safeParse(claims);
  if (result.success) return { claims, identifier: claims[subjectOfKind(kind).identifiedBy] ?? '' };
  const faulty = result.error.issues.map(({ path }) => fieldNamed(kind, path[0])).find((field) => field !== undefined);
  const message = faulty?.wrong ?? '填写的内容不完整，请刷新页面再填一次。';
  throw new Refusal('bad_claim', message, faulty === undefined ? {} : { field: faulty.name });
};
