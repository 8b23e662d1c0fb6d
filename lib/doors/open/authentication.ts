import { isFresh, isSignedBy, signatureHeaders, signatureWindowSeconds } from '../../backend/http/signature.ts';
import { type Caller, secretsOf } from './callers.ts';
import { Refused } from './errors.ts';
import type { Nonces } from './nonces.ts';
import { type Rate, secondsLeft } from './rate.ts';

/** Header that names the caller. The others are `signatureHeaders`. */
export const callerHeader = 'X-Bianmin-Caller';

/** What telling callers apart needs. */
export interface AuthenticationDeps {
  callers: (id: string) => Promise<Caller | undefined>;
  nonces: Nonces;
  rate: Rate;
  now: () => number;
}

/** The parts of a request that its signature covers, and its headers. */
export interface SignedParts {
  method: string;
  /** Path with query. */
  path: string;
  header: (name: string) => string | undefined;
  body: Uint8Array;
}

/** Compared with where no caller has the id, so that this takes the same time. */
const nobodysSecrets: readonly string[] = ['0'.repeat(32)];

const unsigned = (): Refused =>
  new Refused(
    401,
    'bad_signature',
    `the signature does not fit, or there is no such caller; it covers method, path with query, timestamp, nonce and the body's SHA-256`,
  );

/** A header in its form. Its form is no secret, so who writes a caller is told which header is at fault. */
const headerIn = (header: SignedParts['header'], name: string, form: RegExp, words: string): string => {
  const value = header(name) ?? '';
  if (form.test(value)) return value;
  throw new Refused(
    401,
    'bad_signature',
    `the header ${name} ${value === '' ? 'is missing; it ' : ''}must be ${words}`,
  );
};

const readHeaders = (header: SignedParts['header']) => ({
  id: headerIn(header, callerHeader, /^.+$/, 'the id of the caller'),
  timestamp: Number(headerIn(header, signatureHeaders.timestamp, /^\d{1,12}$/, 'epoch seconds, such as 1790000000')),
  nonce: headerIn(
    header,
    signatureHeaders.nonce,
    /^[\w.-]{16,64}$/,
    '16 to 64 letters, digits, hyphens, dots or underscores',
  ),
  signature: headerIn(header, signatureHeaders.signature, /^[\da-f]{64}$/, '64 lower-case hexadecimal digits'),
});

/**
 * The caller behind a request: known, signed by one of its secrets, fresh, not too often, never seen before; checked in this order, so that nobody
 * but the caller can use up its minute or its nonces. Throws `Refused`: `bad_signature`, `stale_timestamp`, `too_many_requests`, `nonce_reused`.
 */
export const authenticate = async (deps: AuthenticationDeps, request: SignedParts): Promise<Caller> => {
  const { id, timestamp, nonce, signature } = readHeaders(request.header);
  const { method, path, body } = request;
  const caller = await deps.callers(id);
  const secrets = caller === undefined ? nobodysSecrets : secretsOf(caller);
  const fits = secrets.map((secret) => isSignedBy(secret, { method, path, timestamp, nonce, body }, signature));
  if (caller === undefined || !fits.includes(true)) throw unsigned();
  const now = deps.now();
  if (!isFresh(timestamp, now))
    throw new Refused(
      401,
      'stale_timestamp',
      `the timestamp is more than ${signatureWindowSeconds} s from now, which is ${Math.floor(now / 1000)} here`,
    );
  if (!(await deps.rate.take(caller, now)))
    throw new Refused(429, 'too_many_requests', `more than ${caller.perMinute} requests a minute`, secondsLeft(now));
  if (!(await deps.nonces.use(id, nonce, now)))
    throw new Refused(401, 'nonce_reused', 'the nonce was used before; a repeated request needs a new one');
  return caller;
};
