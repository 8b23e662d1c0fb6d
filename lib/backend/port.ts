import type { MatchedSubject, RecordKind, RecordOf, SubjectKind } from './kinds.ts';

/** Which records of a subject: `from` and `to` bound the sort key, both included; the newest first unless `oldestFirst`. */
export interface RecordRange {
  from?: string;
  to?: string;
  limit?: number;
  oldestFirst?: boolean;
}

/** What became of a change to a subject's own data. */
export type ChangeOutcome = { kind: 'changed' } | { kind: 'refused'; reason: string };

/**
 * The organisation's own systems, as the account sees them: who a subject (an electricity account, a fund account, a card, a vehicle, a person
 * of the campus) belongs to, what records it has, and changes to its contact data. Two implementations: embedded (imported data in the table) and HTTP.
 * Throws `AppError` of kind `retry` (`backend_unavailable`, `backend_slow`) or `give-up` (`backend_bad_answer`).
 */
export interface Backend {
  /** The subject whose record fits all the claims; undefined when any does not, and nobody learns which. */
  match(kind: SubjectKind, claims: Record<string, string>): Promise<MatchedSubject | undefined>;
  records<Kind extends RecordKind>(kind: Kind, subject: string, range?: RecordRange): Promise<RecordOf<Kind>[]>;
  /** Changes contact data of a subject; `idempotencyKey` makes a repeated request change nothing more. */
  change(
    kind: SubjectKind,
    subject: string,
    changes: Record<string, string>,
    idempotencyKey: string,
  ): Promise<ChangeOutcome>;
}
