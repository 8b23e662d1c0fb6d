import { sortKeyOf, type Values } from '../../lib/backend/definition.ts';
import {
  isSubjectKind,
  type RecordKind,
  recordOfKind,
  type SubjectKind,
  subjectOfKind,
} from '../../lib/backend/kinds.ts';
import { normalise } from '../../lib/backend/normalise.ts';
import { takeRow } from '../../lib/backend/rows.ts';

/** What stands in for an organisation's database: rows in memory, by kind and subject. */
interface Kept {
  subject: string;
  record: Values;
  secrets: Record<string, string>;
}

/** What the contract answers, before it is JSON. */
export interface ExampleSystems {
  match(kind: SubjectKind, claims: Record<string, string>): Values | null;
  records(
    kind: RecordKind,
    request: { subject: string } & Partial<Record<'from' | 'to', string>> & { limit?: number; oldestFirst?: boolean },
  ): Values[];
  change(
    kind: SubjectKind,
    request: { subject: string; changes: Record<string, string>; idempotencyKey: string },
  ): Values;
}

const same = (one: unknown, other: string): boolean => typeof one === 'string' && normalise(one) === normalise(other);

const fits = ({ subject, record, secrets }: Kept, subjectColumn: string, claims: Record<string, string>): boolean =>
  Object.entries(claims).every(([name, claim]) => {
    if (name === subjectColumn) return same(subject, claim);
    return same(record[name] ?? secrets[name], claim);
  });

/** Systems over rows such as an import takes. A real system asks its database instead. */
export const createExampleSystems = (rows: Iterable<readonly [RecordKind, Values]>): ExampleSystems => {
  const byKind = new Map<RecordKind, Kept[]>();
  for (const [kind, row] of rows) {
    const { record, subjects, secrets } = takeRow(kind, row);
    const kept = byKind.get(kind) ?? [];
    kept.push(...subjects.map((subject) => ({ subject, record: { ...record }, secrets })));
    byKind.set(kind, kept);
  }
  const done = new Set<string>();
  const find = (kind: RecordKind, subject: string) =>
    (byKind.get(kind) ?? []).filter((kept) => same(kept.subject, subject));

  return {
    match: (kind, claims) => {
      const { subjects, contact, shown } = subjectOfKind(kind);
      const [column = ''] = Object.keys(subjects);
      const kept = (byKind.get(kind) ?? []).find((candidate) => fits(candidate, column, claims));
      if (kept === undefined) return null;
      const known = Object.entries(contact).map(([what, field]) => [what, kept.record[field]]);
      return { subject: kept.subject, shown: shown(kept.subject, kept.record), ...Object.fromEntries(known) };
    },
    records: (kind, { subject, from = '', to, limit = 1000, oldestFirst = false }) => {
      const sortKey = (record: Values) => sortKeyOf(recordOfKind(kind), record);
      const isInside = (key: string) => key >= from && (to === undefined || key < to || key.startsWith(to));
      const inside = find(kind, subject).filter(({ record }) => isInside(sortKey(record)));
      const sorted = inside.sort((a, b) => (sortKey(a.record) < sortKey(b.record) ? -1 : 1));
      return (oldestFirst ? sorted : sorted.reverse()).slice(0, limit).map(({ record }) => record);
    },
    change: (kind, { subject, changes, idempotencyKey }) => {
      const [kept] = isSubjectKind(kind) ? find(kind, subject) : [];
      if (kept === undefined) return { outcome: 'refused', reason: 'not_found' };
      const accepted = subjectOfKind(kind).changes.safeParse(changes);
      if (!accepted.success) return { outcome: 'refused', reason: 'invalid' };
      const key = `${kind} ${subject} ${idempotencyKey}`;
      const { secrets } = subjectOfKind(kind);
      for (const [name, value] of done.has(key) ? [] : Object.entries(changes)) {
        Object.assign(name in secrets ? kept.secrets : kept.record, { [name]: value });
      }
      done.add(key);
      return { outcome: 'changed' };
    },
  };
};
