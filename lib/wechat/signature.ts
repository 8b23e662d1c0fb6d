import { createHash, timingSafeEqual } from 'node:crypto';

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * Lower-case hex SHA-1 of the bytewise sorted parts, joined without a separator.
 * `signature` is made of token, timestamp, nonce; `msg_signature` of these and Encrypt (消息推送, 消息加解密说明).
 */
export const sign = (...parts: string[]): string =>
  createHash('sha1')
    .update([...parts].sort(byBytes).join(''))
    .digest('hex');

/** Whether `given` is the signature of the parts; takes the same time wherever they differ. */
export const signatureMatches = (given: string | undefined, ...parts: string[]): boolean => {
  if (given === undefined || given.length !== 40) return false;
  return timingSafeEqual(Buffer.from(sign(...parts)), Buffer.from(given).subarray(0, 40));
};
