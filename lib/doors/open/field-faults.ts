import type * as z from 'zod/mini';
import type { BadField } from '../../platform/bad-fields.ts';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return undefined;
    return (inner as Record<PropertyKey, unknown>)[part];
  }, value);

const fieldOf = (path: Path, code: string, message: string): BadField => ({
  field: path.map(String).join('.') || '(all)',
  code,
  message,
});

const isAboutNumber = (issue: Issue): boolean =>
  'origin' in issue && (issue.origin === 'number' || issue.origin === 'int' || issue.origin === 'bigint');

const codeOf = (issue: Issue): string => {
  if (issue.code === 'invalid_type') return 'wrong_type';
  if (issue.code === 'too_big') return isAboutNumber(issue) ? 'too_big' : 'too_long';
  if (issue.code === 'too_small') return isAboutNumber(issue) ? 'too_small' : 'too_short';
  return 'bad_format';
};

const kindNames: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' },
  ...{ array: 'a list', object: 'an object', record: 'an object' },
};

const unitOf = (issue: Issue): string => {
  if (!('origin' in issue) || isAboutNumber(issue)) return '';
  return issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : '';
};

const limitWords = (issue: Issue, limit: string): string => {
  const unit = unitOf(issue);
  return unit === '' ? `must be ${limit}` : `must have ${limit}${unit}`;
};

/** What a check says by itself, where its schema says nothing. */
const plainWords = (issue: Issue): string => {
  if (issue.code === 'invalid_type') return `must be ${kindNames[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_big') return limitWords(issue, `at most ${issue.maximum}`);
  if (issue.code === 'too_small') return limitWords(issue, `at least ${issue.minimum}`);
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'invalid_key') return `is no name that can stand here: ${issue.issues[0]?.message ?? ''}`;
  return 'has a form that cannot be right';
};

/** What zod says of anything when it has no locale, to keep functions small. */
const nothingSaid = 'Invalid input';

/** A number that is too big is told of by its limit: where that check has no words, zod gives those of the type. */
const wordsOf = (issue: Issue): string =>
  issue.message === nothingSaid || (issue.code === 'too_big' && isAboutNumber(issue))
    ? plainWords(issue)
    : issue.message;

/** What is wrong with a request, by field; `input` is what was given. A union's fault is its last member's. */
export const faultsOfIssues = (issues: readonly Issue[], input: unknown, above: Path = []): BadField[] =>
  issues.flatMap((issue): BadField[] => {
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => fieldOf([...path, key], 'unknown', 'there is no such field'));
    if (issue.code !== 'custom' && valueAt(input, path) === undefined) return [fieldOf(path, 'missing', 'is missing')];
    const inner = issue.code === 'invalid_union' ? (issue.errors.at(-1) ?? []) : [];
    return inner.length > 0 ? faultsOfIssues(inner, input, path) : [fieldOf(path, codeOf(issue), wordsOf(issue))];
  });
