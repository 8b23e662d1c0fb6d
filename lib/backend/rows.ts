import * as z from 'zod/mini';
import { allSubjects, type Fields, type SubjectDefinition, type Values } from './definition.ts';
import { isSubjectKind, type RecordKind, recordOfKind, subjectOfKind } from './kinds.ts';

/** A row taken apart: the record, whom it belongs to, and what is not kept readable. */
export interface Row {
  record: Values;
  /** The subjects that it belongs to; never empty. */
  subjects: string[];
  secrets: Record<string, string>;
}

const noSecrets: SubjectDefinition['secrets'] = {};
const secretsOf = (kind: RecordKind) => (isSubjectKind(kind) ? subjectOfKind(kind).secrets : noSecrets);

/** Everything a row of a kind may hold: the record's fields, the columns that name its subjects, and its secrets. */
export const rowSchema = (kind: RecordKind): Fields => {
  const { schema, subjects } = recordOfKind(kind);
  const base: Fields = z.strictObject({ ...schema.shape, ...subjects, ...secretsOf(kind) });
  if (Object.keys(subjects).length < 2) return base;
  const names = Object.keys(subjects);
  return base.check(
    z.refine((row) => names.some((name) => row[name] !== undefined), {
      error: `needs ${names.join(' or ')}`,
      path: [names[0] ?? ''],
    }),
  );
};

const texts = (values: Values, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])));

/** Takes a row apart that fits `rowSchema(kind)`. */
export const takeRow = (kind: RecordKind, row: Values): Row => {
  const { schema, subjects } = recordOfKind(kind);
  const fields = Object.entries(row).filter(([field, value]) => field in schema.shape && value !== undefined);
  const owners = Object.values(texts(row, Object.keys(subjects)));
  return {
    record: Object.fromEntries(fields),
    subjects: owners.length === 0 ? [allSubjects] : owners,
    secrets: texts(row, Object.keys(secretsOf(kind))),
  };
};
