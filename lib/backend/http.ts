import { acceptClaims } from './claims.ts';
import { type ClientDeps, createClient } from './http/client.ts';
import { ChangeAnswer, MatchAnswer, mostRecords, paths, recordsAnswer } from './http/contract.ts';
import { badAnswer } from './http/errors.ts';
import { type MatchedSubject, type RecordKind, type RecordOf, subjectOfKind } from './kinds.ts';
import type { Backend, RecordRange } from './port.ts';
import { withinRange } from './range.ts';

/** Nobody's number goes to a page because a system forgot to mask it. */
const checkMasked = (subject: NonNullable<MatchAnswer['subject']>): MatchedSubject => {
  if (subject.shown.includes(subject.subject)) throw badAnswer('shown is not masked');
  return subject as MatchedSubject;
};

/** The organisation's own systems over HTTP, by the contract in infra/docs/organisation-systems.openapi.json. */
export const createHttpBackend = (deps: ClientDeps): Backend => {
  const post = createClient(deps);

  const records = async <Kind extends RecordKind>(kind: Kind, subject: string, range: RecordRange) => {
    const request = { subject, ...range, limit: Math.min(range.limit ?? mostRecords, mostRecords) };
    const answer = await post(paths.records(kind), request, recordsAnswer(kind));
    return withinRange(kind, answer.records as RecordOf<Kind>[], range);
  };

  return {
    match: async (kind, claims) => {
      const accepted = acceptClaims(kind, claims);
      if (accepted === undefined) return undefined;
      const { subject } = await post(paths.match(kind), { claims: accepted }, MatchAnswer);
      return subject === null ? undefined : checkMasked(subject);
    },
    records: (kind, subject, range = {}) => records(kind, subject, range),
    change: async (kind, subject, changes, idempotencyKey) => {
      const accepted = subjectOfKind(kind).changes.safeParse(changes);
      if (!accepted.success || Object.keys(changes).length === 0) return { kind: 'refused', reason: 'invalid' };
      const answer = await post(paths.change(kind), { subject, changes, idempotencyKey }, ChangeAnswer);
      return answer.outcome === 'changed' ? { kind: 'changed' } : { kind: 'refused', reason: answer.reason };
    },
  };
};
