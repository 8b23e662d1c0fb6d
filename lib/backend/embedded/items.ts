import type { FieldCipher } from '../../platform/field-cipher.ts';
import { type Key, keys } from '../../platform/keys.ts';
import { sortKeyOf, type Values } from '../definition.ts';
import { isSubjectKind, type RecordKind, recordOfKind, type SubjectKind, subjectOfKind } from '../kinds.ts';
import { normalise } from '../normalise.ts';
import { takeRow } from '../rows.ts';

/** A record in the table. Its subject is nowhere in it but as a keyed hash. */
export interface RecordItem extends Key {
  /** Its fields; those about people encrypted. */
  record: Values;
  /** Keyed hashes of passwords. */
  secrets?: Record<string, string>;
  /** Keys of the last changes that were made, so that a repeated one is known. */
  changed?: string[];
  /** Raised by every change. */
  revision?: number;
}

/** Leads from a claim to its subject, where the claim is not the subject itself. */
export interface SubjectItem extends Key {
  sealedSubject: string;
}

const field = (kind: RecordKind, name: string): string => `record.${kind}.${name}`;
const subjectField = 'subject';

/** The form of items: what is encrypted, hashed and left as it is. */
export const createItemForm = (cipher: FieldCipher) => {
  const seal = (kind: RecordKind, values: Values): Values => {
    const { personal } = recordOfKind(kind);
    const sealed = Object.entries(values).map(([name, value]) =>
      typeof value === 'string' && personal.includes(name)
        ? [name, cipher.encrypt(value, field(kind, name))]
        : [name, value],
    );
    return Object.fromEntries(sealed);
  };

  const open = (kind: RecordKind, values: Values): Values => {
    const { personal } = recordOfKind(kind);
    const opened = Object.entries(values).map(([name, value]) =>
      typeof value === 'string' && personal.includes(name)
        ? [name, cipher.decrypt(value, field(kind, name))]
        : [name, value],
    );
    return Object.fromEntries(opened);
  };

  const secretText = (subject: string, secret: string): string => `${normalise(subject)}\u0000${secret}`;
  const hideSecret = (kind: RecordKind, subject: string, name: string, secret: string): string =>
    cipher.hash(secretText(subject, secret), field(kind, name));

  const recordItem = (
    kind: RecordKind,
    subject: string,
    record: Values,
    secrets: Record<string, string>,
  ): RecordItem => {
    const order = sortKeyOf(recordOfKind(kind), record);
    const item = {
      ...keys.record(kind, cipher.hash(normalise(subject), field(kind, subjectField)), order),
      record: seal(kind, record),
    };
    if (!isSubjectKind(kind)) return item;
    const hidden = Object.entries(secrets).map(([name, secret]) => [name, hideSecret(kind, subject, name, secret)]);
    return { ...item, secrets: Object.fromEntries(hidden) };
  };

  const subjectItems = (kind: SubjectKind, subject: string, record: Values): SubjectItem[] => {
    const { identifiedBy } = subjectOfKind(kind);
    const claim = record[identifiedBy];
    if (typeof claim !== 'string') return [];
    const key = keys.subject(kind, cipher.hash(normalise(claim), field(kind, identifiedBy)));
    return [{ ...key, sealedSubject: cipher.encrypt(subject, field(kind, subjectField)) }];
  };

  return {
    seal,
    open,
    hideSecret,
    /** Hashes of a secret by every key of the ring. */
    secretHashes: (kind: RecordKind, subject: string, name: string, secret: string): string[] =>
      cipher.hashes(secretText(subject, secret), field(kind, name)),
    /** Hashes under which a subject's records may stand, newest key first. */
    subjectHashes: (kind: RecordKind, subject: string): string[] =>
      cipher.hashes(normalise(subject), field(kind, subjectField)),
    /** Keys of the items that may lead from a claim to its subject. */
    subjectKeys: (kind: SubjectKind, claim: string): Key[] =>
      cipher
        .hashes(normalise(claim), field(kind, subjectOfKind(kind).identifiedBy))
        .map((hash) => keys.subject(kind, hash)),
    openSubject: (kind: SubjectKind, item: SubjectItem): string =>
      cipher.decrypt(item.sealedSubject, field(kind, subjectField)),
    /** The items of a row that fits its kind's row schema. */
    itemsOf: (kind: RecordKind, row: Values): (RecordItem | SubjectItem)[] => {
      const { record, subjects, secrets } = takeRow(kind, row);
      const records = subjects.map((subject) => recordItem(kind, subject, record, secrets));
      const [subject] = subjects;
      if (!isSubjectKind(kind) || subject === undefined) return records;
      return [...records, ...subjectItems(kind, subject, record)];
    },
  };
};

export type ItemForm = ReturnType<typeof createItemForm>;
