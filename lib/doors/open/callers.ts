import * as z from 'zod/mini';
import { AppError } from '../../platform/errors.ts';
import type { Secrets } from '../../platform/secrets.ts';

/** What a caller may be allowed. */
export const Right = z.enum(
  ['outages', 'account-changes', 'application-steps', 'emergencies', 'notices', 'notices:confirm'],
  'must be outages, account-changes, application-steps, emergencies, notices or notices:confirm',
);
export type Right = z.infer<typeof Right>;

const secret = z
  .string('must be a text')
  .check(z.minLength(32, 'must have at least 32 characters'), z.maxLength(200, 'must have at most 200 characters'));

/** A system of the organisation that may call. */
export const Caller = z
  .strictObject({
    id: z
      .string('must be a text')
      .check(z.regex(/^[a-z][a-z0-9-]{0,29}$/, 'must be small letters, digits and hyphens, at most 30')),
    /** One secret, or while it is being changed two: the new one and the old one. */
    secret: z.union([secret, z.array(secret).check(z.minLength(1), z.maxLength(2))], {
      error: 'must be a secret of 32 to 200 characters, or two of them',
    }),
    rights: z.array(Right, 'must be a list of rights').check(z.minLength(1, 'must have a right')),
    /** Requests per minute. */
    perMinute: z.int('must be a whole number').check(z.gte(1), z.lte(600_000)),
  })
  .check(
    z.refine(({ secret: given }) => typeof given === 'string' || new Set(given).size === given.length, {
      error: 'must not be the same twice',
      path: ['secret'],
    }),
  );
export type Caller = z.infer<typeof Caller>;

const CallerList = z
  .array(Caller, 'must be a list of callers')
  .check(z.refine((callers) => new Set(callers.map(({ id }) => id)).size === callers.length, 'an id is there twice'));

const bad = (faults: string[]): AppError =>
  new AppError('bad_callers', 'give-up', `the secret open-api-callers is wrong:\n  ${faults.join('\n  ')}`);

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    throw bad(['it is no JSON']);
  }
};

/** Callers of the secret's JSON. Throws `AppError('bad_callers', 'give-up')` with all that is wrong with it, without the values. */
export const readCallers = (json: string): ReadonlyMap<string, Caller> => {
  const result = CallerList.safeParse(parse(json));
  if (result.success) return new Map(result.data.map((caller) => [caller.id, caller]));
  throw bad(result.error.issues.map(({ path, message }) => `${path.map(String).join('.') || '(all)'}: ${message}`));
};

/** The secrets of a caller, the newest first. */
export const secretsOf = ({ secret: given }: Caller): readonly string[] =>
  typeof given === 'string' ? [given] : given;

/** Finds callers in the secret `open-api-callers`; without that secret there are none. */
export const openCallers = (secrets: Pick<Secrets, 'find'>): ((id: string) => Promise<Caller | undefined>) => {
  let kept: { json: string; callers: ReadonlyMap<string, Caller> } | undefined;
  return async (id) => {
    const json = (await secrets.find('open-api-callers')) ?? '[]';
    if (kept?.json !== json) kept = { json, callers: readCallers(json) };
    return kept.callers.get(id);
  };
};
