import { isDeepStrictEqual } from 'node:util';

/** What came of one case: passed, failed with the difference, or skipped with the reason. */
export type Outcome = { id: string; kind: 'passed' } | { id: string; kind: 'failed' | 'skipped'; why: string };

/** Thrown by a check that does not hold. */
export class Difference extends Error {}

/** Thrown by a case that the code cannot be asked. */
export class NotAsked extends Error {}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** Whether `actual` is what the case expects; throws the difference otherwise. */
export const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected))
    throw new Difference(`${what}: ${show(actual)} instead of ${show(expected)}`);
};

/** Whether `actual` is one of several things that the case allows. */
export const expectOneOf = (what: string, actual: unknown, allowed: readonly unknown[]): void => {
  if (!allowed.some((value) => isDeepStrictEqual(actual, value))) {
    throw new Difference(`${what}: ${show(actual)} is none of ${show(allowed)}`);
  }
};

/** Whether something holds that has no value to compare. */
export const expectThat = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Difference(otherwise);
};

/** Whether two flat maps are the same; the difference names the paths at fault. */
export const expectSameMap = (actual: Record<string, string>, expected: Record<string, string>): void => {
  const paths = [...new Set([...Object.keys(actual), ...Object.keys(expected)])];
  const faults = paths.filter((path) => actual[path] !== expected[path]);
  const lines = faults.map((path) => `${path}: ${show(actual[path])} instead of ${show(expected[path])}`);
  expectThat(faults.length === 0, lines.join(', '));
};

/** Runs one case. Anything thrown fails it, whatever it is. */
export const runCase = async (id: string, check: () => void | Promise<void>): Promise<Outcome> => {
  try {
    await check();
    return { id, kind: 'passed' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof NotAsked) return { id, kind: 'skipped', why };
    return { id, kind: 'failed', why: error instanceof Difference ? why : `threw ${(error as Error)?.name}: ${why}` };
  }
};

/** Runs cases one after another, each named by its id. */
export const runCases = async <Case extends { id: string }>(
  cases: readonly Case[],
  check: (one: Case) => void | Promise<void>,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const one of cases) outcomes.push(await runCase(one.id, () => check(one)));
  return outcomes;
};
