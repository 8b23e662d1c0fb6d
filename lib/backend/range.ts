import { sortKeyOf } from './definition.ts';
import { type RecordKind, type RecordOf, recordOfKind } from './kinds.ts';
import type { RecordRange } from './port.ts';

/** The part of a subject's records that a range names, in its order. `to` takes in all sort keys that begin with it. */
export const withinRange = <Kind extends RecordKind>(
  kind: Kind,
  records: readonly RecordOf<Kind>[],
  { from = '', to, limit, oldestFirst = false }: RecordRange,
): RecordOf<Kind>[] => {
  const definition = recordOfKind(kind);
  const last = to === undefined ? '\uffff' : `${to}\uffff`;
  const placed = records.map((record) => ({ record, key: sortKeyOf(definition, record) }));
  const inside = placed.filter(({ key }) => key >= from && key <= last).sort((a, b) => (a.key < b.key ? -1 : 1));
  return (oldestFirst ? inside : inside.reverse()).slice(0, limit).map(({ record }) => record);
};
