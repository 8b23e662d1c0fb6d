import { hash, timingSafeEqual } from 'node:crypto';

/**
 * Lower-case hex SHA-1 of the sorted parts, joined without a separator. WeChat sorts by bytes; its parts are ASCII, where code units sort alike.
 * `signature` is made of token, timestamp, nonce; `msg_signature` of these and Encrypt (消息推送, 消息加解密说明).
 */
export const sign = (...parts: string[]): string => hash('sha1', parts.sort().join(''));

/** Whether `given` is the signature of the parts; takes the same time wherever they differ. */
export const signatureMatches = (given: string | undefined, ...parts: string[]): boolean => {
  if (given === undefined || given.length !== 40) return false;
  return timingSafeEqual(Buffer.from(sign(...parts)), Buffer.from(given).subarray(0, 40));
};
