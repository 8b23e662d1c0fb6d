import type * as z from 'zod';

/** Where in a document: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** Something wrong in an organisation's file: where, and what in plain words. */
export interface Fault {
  path: Path;
  message: string;
}

/** A path as people write it: `menu[0].children[1].topic`. */
export const showPath = (path: Path) =>
  path.reduce<string>((shown, part) => {
    if (typeof part === 'number') return `${shown}[${part}]`;
    return shown === '' ? part : `${shown}.${part}`;
  }, '');

/** What stands at a path of a plain value; `undefined` where it leads nowhere. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return undefined;
    return (inner as Record<string | number, unknown>)[part];
  }, value);

const faultsOfIssue = (issue: z.core.$ZodIssue, input: unknown): Fault[] => {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'no such key' }));
  if (issue.code === 'invalid_type' && valueAt(input, path) === undefined) return [{ path, message: 'is missing' }];
  return [{ path, message: issue.message }];
};

/** Every way in which an input breaks a schema; none when it fits. */
export const faultsOfSchema = (schema: z.ZodType, input: unknown): Fault[] => {
  const result = schema.safeParse(input);
  return result.success ? [] : result.error.issues.flatMap((issue) => faultsOfIssue(issue, input));
};

/** Number of single-character edits between two words (Levenshtein). */
const distance = (from: string, to: string) => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** ` (did you mean "bill"?)` when a known name is close to the given one, else nothing. */
export const suggestion = (given: string, known: readonly string[]) => {
  const [nearest] = known
    .map((name) => ({ name, edits: distance(given, name) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(given.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return nearest ? ` (did you mean "${nearest.name}"?)` : '';
};
