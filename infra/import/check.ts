import { sortKeyOf, type Values } from '../../lib/backend/definition.ts';
import { isSubjectKind, type RecordKind, recordOfKind, subjectOfKind } from '../../lib/backend/kinds.ts';
import { normalise } from '../../lib/backend/normalise.ts';
import { rowSchema, takeRow } from '../../lib/backend/rows.ts';
import type { Fault } from './fault.ts';

/** A row that fits, or all that is wrong with it. */
export type CheckedRow = { values: Values } | { faults: Omit<Fault, 'line'>[] };

interface Issue {
  code?: string | undefined;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

const faultsOf = (issue: Issue, values: Values): Omit<Fault, 'line'>[] => {
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((field) => ({ field, reason: 'is not a field of this kind' }));
  const [field] = issue.path;
  const isMissing =
    typeof field === 'string' && issue.path.length === 1 && values[field] === undefined && issue.code !== 'custom';
  return [{ field: issue.path.join('.'), reason: isMissing ? 'is missing' : issue.message }];
};

/** Checks rows of a kind. */
export const createCheck = (kind: RecordKind) => {
  const schema = rowSchema(kind);
  return (values: Values): CheckedRow => {
    const result = schema.safeParse(values);
    if (result.success) return { values: result.data as Values };
    const faults = result.error.issues.flatMap((issue) => faultsOf(issue as Issue, values));
    return { faults: faults.filter(({ field }, at) => faults.findIndex((other) => other.field === field) === at) };
  };
};

/** What no other row of the file may have: its places in the order of its subjects, and the claim that leads to its subject. */
export const uniqueKeysOf = (kind: RecordKind, values: Values): string[] => {
  const { record, subjects } = takeRow(kind, values);
  const order = sortKeyOf(recordOfKind(kind), record);
  const places = subjects.map((subject) => `${normalise(subject)}\n${order}`);
  if (!isSubjectKind(kind)) return places;
  const claim = record[subjectOfKind(kind).identifiedBy];
  return typeof claim === 'string' ? [...places, `claim\n${normalise(claim)}`] : places;
};
