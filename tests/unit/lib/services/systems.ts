import type { RecordKind, RecordOf } from '../../../../lib/backend/kinds.ts';
import type { Backend } from '../../../../lib/backend/port.ts';
import { withinRange } from '../../../../lib/backend/range.ts';
import type { Binding } from '../../../../lib/followers/binding.ts';
import type { Bindings } from '../../../../lib/followers/bindings.ts';

/** Records by kind and subject. */
export type Recorded = { [Kind in RecordKind]?: Record<string, readonly RecordOf<Kind>[]> };

/** An organisation's systems with these records; `asked` lists what was read, in order. */
export const systemsOf = (recorded: Recorded): { backend: Backend; asked: { kind: string; subject: string }[] } => {
  const asked: { kind: string; subject: string }[] = [];
  const backend: Backend = {
    match: async () => undefined,
    records: async (kind, subject, range = {}) => {
      asked.push({ kind, subject });
      const all = (recorded[kind]?.[subject] ?? []) as RecordOf<typeof kind>[];
      return withinRange(kind, all, range);
    },
    change: async () => ({ kind: 'refused', reason: 'unchangeable' }),
  };
  return { backend, asked };
};

/** The bindings of one follower, the default first; nobody else has any. */
export const bindingsOf = (openid: string, bound: readonly Binding[]): Pick<Bindings, 'list'> => ({
  list: async (asker, kind) => (asker === openid ? bound.filter((one) => kind === undefined || one.kind === kind) : []),
});
