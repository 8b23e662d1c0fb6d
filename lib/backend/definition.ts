import type * as z from 'zod/mini';

/** Any object schema, and the type of its values. */
export type Fields = z.ZodMiniObject;
export type Values = Record<string, unknown>;

/** One kind of record: its fields, whom it belongs to, and in which order the records of one subject stand. */
export interface RecordDefinition<Schema extends Fields = Fields> {
  /** What is kept of a record and answered. */
  schema: Schema;
  /** Columns of a row that name the subjects it belongs to. They are no part of the record. None: all rows belong to `allSubjects`. */
  subjects: Record<string, z.ZodMiniType<string | undefined>>;
  /** Fields that order the records of a subject, and are unique among them, the time first. None: there is one record. */
  order: readonly (keyof z.infer<Schema> & string)[];
  /** Fields that are encrypted in the table: texts about people. */
  personal: readonly (keyof z.infer<Schema> & string)[];
}

/** One kind of subject, which is also a kind of record: what it takes to bind it, and what may be changed. */
export interface SubjectDefinition<Schema extends Fields = Fields> extends RecordDefinition<Schema> {
  /** Sets of claims, each of which is enough; the first is the one for binding. Every set holds `identifiedBy`. */
  claims: readonly [Fields, ...Fields[]];
  /** The claim by which the subject is found. */
  identifiedBy: string;
  /** Columns that are kept as a keyed hash only, never answered: passwords. */
  secrets: Record<string, z.ZodMiniType<string | undefined>>;
  /** What `change` may set. */
  changes: Fields;
  /** Which fields are the contact on record, and where it lies. */
  contact: {
    phone?: keyof z.infer<Schema> & string;
    name?: keyof z.infer<Schema> & string;
    areaId?: keyof z.infer<Schema> & string;
  };
  /** The subject as followers see it: masked. */
  shown(subject: string, record: z.infer<Schema>): string;
}

/** The subject of records that belong to nobody in particular. */
export const allSubjects = 'all';

/** The sort key of a record where a subject has but one. */
export const ownRecord = 'record';

/** The sort key of a record: the fields of its order, separated by `#`. */
export const sortKeyOf = ({ order }: Pick<RecordDefinition, 'order'>, record: Values): string =>
  order.length === 0 ? ownRecord : order.map((field) => String(record[field])).join('#');

/** Declares a kind of record. */
export const defineRecord = <Schema extends Fields>(definition: RecordDefinition<Schema>): RecordDefinition<Schema> =>
  definition;

/** Declares a kind of subject. */
export const defineSubject = <Schema extends Fields>(
  definition: Omit<SubjectDefinition<Schema>, 'order' | 'secrets'> & Partial<Pick<SubjectDefinition, 'secrets'>>,
): SubjectDefinition<Schema> => ({ secrets: {}, ...definition, order: [] });
