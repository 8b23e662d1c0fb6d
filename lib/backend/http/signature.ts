import { createHash, createHmac } from 'node:crypto';

/** What a signature covers. */
export interface SignedRequest {
  method: string;
  /** Path with query, as it is sent. */
  path: string;
  /** Epoch seconds. */
  timestamp: number;
  /** Different for every request. */
  nonce: string;
  /** The body's bytes as UTF-8 text; empty for none. */
  body: string;
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
