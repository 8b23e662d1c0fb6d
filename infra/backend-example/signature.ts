import type { IncomingHttpHeaders } from 'node:http';
import { isFresh, isSignedBy, signatureHeaders, signatureWindowSeconds } from '../../lib/backend/http/signature.ts';

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
};

/** Checks signatures: fresh, right, and each nonce only once. */
export const createSignatureCheck = (secret: string, now: () => number) => {
  const nonces = new Map<string, number>();
  return (request: { method: string; path: string; headers: IncomingHttpHeaders; body: string }): boolean => {
    const timestamp = Number(header(request.headers, signatureHeaders.timestamp));
    const nonce = header(request.headers, signatureHeaders.nonce);
    if (!isFresh(timestamp, now()) || nonce === '') return false;
    const { method, path, body } = request;
    const given = header(request.headers, signatureHeaders.signature);
    if (!isSignedBy(secret, { method, path, body, timestamp, nonce }, given)) return false;
    const at = Math.floor(now() / 1000);
    for (const [old, until] of nonces) if (until < at) nonces.delete(old);
    if (nonces.has(nonce)) return false;
    nonces.set(nonce, timestamp + signatureWindowSeconds);
    return true;
  };
};
