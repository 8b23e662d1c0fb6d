import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a signature covers. */
export interface SignedRequest {
  method: string;
  /** Path with query, as it is sent. */
  path: string;
  /** Epoch seconds. */
  timestamp: number;
  /** Different for every request. */
  nonce: string;
  /** The body's bytes, or their UTF-8 text; empty for none. */
  body: string | Uint8Array;
}

/** Headers that carry a signature. */
export const signatureHeaders = {
  timestamp: 'X-Bianmin-Timestamp',
  nonce: 'X-Bianmin-Nonce',
  signature: 'X-Bianmin-Signature',
} as const;

/** HMAC-SHA256, in lower-case hex, over five lines: method, path with query, timestamp, nonce, SHA-256 of the body in lower-case hex. */
export const signRequest = (secret: string, { method, path, timestamp, nonce, body }: SignedRequest): string => {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', secret).update([method, path, timestamp, nonce, bodyHash].join('\n')).digest('hex');
};

/** How far a request's timestamp may be from the receiver's clock, in either direction. */
export const signatureWindowSeconds = 300;

/** Whether a timestamp (epoch seconds) is whole and inside the window around `now` (epoch milliseconds). */
export const isFresh = (timestamp: number, now: number): boolean =>
  Number.isInteger(timestamp) && Math.abs(Math.floor(now / 1000) - timestamp) <= signatureWindowSeconds;

/** Whether `given` is the signature of a request; in the same time whatever is wrong with it. */
export const isSignedBy = (secret: string, request: SignedRequest, given: string): boolean => {
  const [expected, found] = [Buffer.from(signRequest(secret, request)), Buffer.from(given)];
  return expected.length === found.length && timingSafeEqual(expected, found);
};
