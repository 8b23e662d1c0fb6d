import * as z from 'zod/mini';
import { areaId, line, phone } from '../fields.ts';
import type { RecordKind, SubjectKind } from '../kinds.ts';
import { recordOfKind } from '../kinds.ts';

/** Paths below the systems' address. All requests are POST: what identifies people is in bodies, never in addresses. */
export const paths = {
  match: (kind: SubjectKind): string => `v1/subjects/${kind}/match`,
  change: (kind: SubjectKind): string => `v1/subjects/${kind}/change`,
  records: (kind: RecordKind): string => `v1/records/${kind}/query`,
} as const;

/** Most records of one answer. */
export const mostRecords = 1000;

/** A subject whose claims all fit; null when any of them does not, whichever it is. */
export const MatchAnswer = z.object({
  subject: z.nullable(
    z.object({
      /** Its number, as it is to be named in later requests. */
      subject: line(64),
      /** The masked number, which people see. */
      shown: line(64),
      /** Mobile number on record: one-time codes go there. */
      phone: z.optional(phone),
      /** Name on record. */
      name: z.optional(line(50)),
      /** Node of the area tree. */
      areaId: z.optional(areaId),
    }),
  ),
});
export type MatchAnswer = z.infer<typeof MatchAnswer>;

/** What became of a change. A repeated `idempotencyKey` gets the first answer and changes nothing more. */
export const ChangeAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('changed') }),
  z.object({
    outcome: z.literal('refused'),
    /** A code: not_found, invalid, or the organisation's own. */
    reason: z.string().check(z.regex(/^[a-z0-9_]{1,60}$/)),
  }),
]);

/** What to look for. */
export const MatchRequest = z.strictObject({ claims: z.record(z.string(), z.string()) });

/** Which records of a subject, by the text that their order makes: its fields, separated by `#`. */
export const RecordsRequest = z.strictObject({
  /** Number of the subject, or `all`. */
  subject: line(64),
  /** The first: a month, a day, an instant, or the beginning of one. */
  from: z.optional(line(64)),
  /** The last: with all that begin with this text, so that 2026-08 takes in the whole of August. */
  to: z.optional(line(64)),
  /** Most records wanted. */
  limit: z.optional(z.int().check(z.gte(1), z.lte(mostRecords))),
  /** The newest first, unless this is true. */
  oldestFirst: z.optional(z.boolean()),
});
export type RecordsRequest = z.infer<typeof RecordsRequest>;

/** What to change, and a key that is the same when the request is repeated. */
export const ChangeRequest = z.strictObject({
  /** Number of the subject, as `match` told it. */
  subject: line(64),
  /** Fields with their new values. */
  changes: z.record(z.string(), z.string()),
  /** The same when the request is repeated. */
  idempotencyKey: line(100),
});

/** The records of one kind, in the order asked for. */
export const recordsAnswer = (kind: RecordKind) =>
  z.object({ records: z.array(recordOfKind(kind).schema).check(z.maxLength(mostRecords)) });
