import { AppError } from '../platform/errors.ts';
import type { FieldCipher } from '../platform/field-cipher.ts';
import type { Table } from '../platform/table.ts';
import { createChange } from './embedded/change.ts';
import { createItemForm } from './embedded/items.ts';
import { createLookup } from './embedded/lookup.ts';
import { createMatch } from './embedded/match.ts';
import { mergeLists } from './embedded/records.ts';
import type { RecordKind, RecordOf } from './kinds.ts';
import type { Backend, RecordRange } from './port.ts';

/** What the table throws, as the port promises it. */
const answering = async <Result>(answer: Promise<Result>): Promise<Result> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('backend_unavailable', 'retry', 'the table did not answer', { cause: error });
  }
};

/** The organisation's systems out of imported data in the table. A query of records costs one round trip, a match one or two. */
export const createEmbeddedBackend = (table: Table, cipher: FieldCipher): Backend => {
  const form = createItemForm(cipher);
  const lookup = createLookup(table, form);
  const match = createMatch(form, lookup);
  const change = createChange(table, form, lookup);

  const records = async <Kind extends RecordKind>(kind: Kind, subject: string, range: RecordRange) => {
    const items = mergeLists(await lookup.lists(kind, subject, range), range);
    return items.map((item) => form.open(kind, item.record) as RecordOf<Kind>);
  };

  return {
    match: (kind, claims) => answering(match(kind, claims)),
    records: (kind, subject, range = {}) => answering(records(kind, subject, range)),
    change: (kind, subject, changes, key) => answering(change(kind, subject, changes, key)),
  };
};
