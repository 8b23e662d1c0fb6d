import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { signatureHeaders, signRequest } from '../../lib/backend/http/signature.ts';

/** How far a request's timestamp may be from now. */
const windowSeconds = 300;

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
};

const equal = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Checks signatures: fresh, right, and each nonce only once. */
export const createSignatureCheck = (secret: string, now: () => number) => {
  const nonces = new Map<string, number>();
  return (request: { method: string; path: string; headers: IncomingHttpHeaders; body: string }): boolean => {
    const at = Math.floor(now() / 1000);
    const timestamp = Number(header(request.headers, signatureHeaders.timestamp));
    const nonce = header(request.headers, signatureHeaders.nonce);
    if (!Number.isInteger(timestamp) || Math.abs(at - timestamp) > windowSeconds || nonce === '') return false;
    const { method, path, body } = request;
    const expected = signRequest(secret, { method, path, body, timestamp, nonce });
    if (!equal(header(request.headers, signatureHeaders.signature), expected)) return false;
    for (const [old, until] of nonces) if (until < at) nonces.delete(old);
    if (nonces.has(nonce)) return false;
    nonces.set(nonce, timestamp + windowSeconds);
    return true;
  };
};
