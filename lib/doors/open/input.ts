import { BadFields } from '../../platform/bad-fields.ts';
import { Refused } from './errors.ts';
import { faultsOfIssues } from './field-faults.ts';
import type { OpenRoute } from './route.ts';

/** The idempotency key of a request. Throws `Refused`: `idempotency_key_missing`, `bad_idempotency_key`. */
export const readKey = (header: string | undefined): string => {
  if (header === undefined || header === '')
    throw new Refused(400, 'idempotency_key_missing', 'the header Idempotency-Key is missing');
  if (/^[\x21-\x7e]{8,128}$/.test(header)) return header;
  throw new Refused(400, 'bad_idempotency_key', 'the header Idempotency-Key must be 8 to 128 visible ASCII characters');
};

/** Where JSON ends to be JSON; nothing of the body itself. */
const placeOf = (error: unknown): string => {
  const [, place] = /at position (\d+)/.exec(error instanceof SyntaxError ? error.message : '') ?? [];
  return place === undefined ? '' : `, from character ${place} on`;
};

const parse = (body: Uint8Array): unknown => {
  if (body.length === 0) throw new Refused(400, 'bad_json', 'the body is missing; it must be JSON in UTF-8');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new Refused(400, 'bad_json', `the body is no JSON in UTF-8${placeOf(error)}`);
  }
};

/** The body, checked by the route's schema. Throws `Refused`: `bad_json`, `body_not_wanted`; `BadFields` with all that is wrong. */
export const readInput = ({ input }: OpenRoute, body: Uint8Array): unknown => {
  if (input === undefined) {
    if (body.length === 0) return undefined;
    throw new Refused(400, 'body_not_wanted', 'this request takes no body');
  }
  const given = parse(body);
  const result = input.safeParse(given);
  if (result.success) return result.data;
  const [first, ...others] = faultsOfIssues(result.error.issues, given);
  throw new BadFields([first ?? { field: '(all)', code: 'bad_format', message: 'is wrong' }, ...others]);
};
