import { randomUUID } from 'node:crypto';
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import type * as z from 'zod/mini';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { badAnswer, isFailure, PassingError, unavailable } from './errors.ts';
import { exchange } from './exchange.ts';
import { signatureHeaders, signRequest } from './signature.ts';

/** What the client stands on. */
export interface ClientDeps {
  /** Address of the organisation's systems; a path in it is kept. */
  url: string;
  secret: () => Promise<string>;
  fetch: typeof fetch;
  now: Clock;
  log: Pick<Log, 'warn' | 'info'>;
  /** All tries of one request together, in milliseconds. A reply in chat has 4,500. */
  limitMs?: number;
}

const failuresToOpen = 5;
const openForMs = 10_000;
const retries = 2;

const openPolicy = (log: ClientDeps['log']) => {
  const breaker = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: openForMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  breaker.onBreak(() => log.warn('backend_circuit_open', { forMs: openForMs }));
  breaker.onReset(() => log.info('backend_circuit_closed'));
  const again = retry(handleType(PassingError), {
    maxAttempts: retries,
    backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 400 }),
  });
  return wrap(again, breaker);
};

const baseOf = (url: string): URL => {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(base.hostname);
  if (base.protocol === 'https:' || isLocal) return base;
  throw new AppError('bad_settings', 'give-up', 'BACKEND_URL must begin with https: personal data goes there');
};

/**
 * Posts signed requests, all of which are safe to repeat: a lost connection or a gateway's error is tried again twice while time is left.
 * Five failures in a row open the circuit: for 10 s every request fails at once, then one tries whether the systems are back.
 */
export const createClient = ({ url, secret, fetch, now, log, limitMs = 2500 }: ClientDeps) => {
  const base = baseOf(url);
  const policy = openPolicy(log);

  const headersFor = async (target: URL, body: string): Promise<Record<string, string>> => {
    const request = { method: 'POST', path: target.pathname + target.search, timestamp: Math.floor(now() / 1000) };
    const signed = { ...request, nonce: randomUUID(), body };
    return {
      'Content-Type': 'application/json',
      [signatureHeaders.timestamp]: String(signed.timestamp),
      [signatureHeaders.nonce]: signed.nonce,
      [signatureHeaders.signature]: signRequest(await secret(), signed),
    };
  };

  /** The answer to `body`, checked by `schema`. */
  return async <Schema extends z.ZodMiniType>(
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const target = new URL(path, base);
    const text = JSON.stringify(body);
    const until = performance.now() + limitMs;
    const attempt = async () => {
      const leftMs = Math.floor(until - performance.now());
      const headers = await headersFor(target, text);
      const parsed = schema.safeParse(await exchange({ url: target, headers, body: text, leftMs, limitMs, fetch }));
      if (parsed.success) return parsed.data;
      const places = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || '(all)');
      throw badAnswer(`${path}: wrong at ${places.join(', ')}`);
    };
    try {
      return await policy.execute(attempt);
    } catch (error) {
      throw isBrokenCircuitError(error) ? unavailable('the circuit is open') : error;
    }
  };
};
