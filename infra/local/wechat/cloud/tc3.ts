import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpCall } from '../http/call.ts';

/** A refusal by Tencent Cloud, answered in HTTP 200. */
export class CloudError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The one pair of keys that the stand-in knows. */
const cloudKeys = { secretId: 'local', secretKey: 'local' };

const skewSeconds = 300;
const form =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const canonical = (call: HttpCall, signedHeaders: string): string => {
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(call.headers[name] ?? '').trim()}\n`);
  return `${call.method}\n/\n\n${headers.join('').toLowerCase()}\n${signedHeaders}\n${sha256(call.body)}`;
};

const signatureOf = (canonicalRequest: string, timestamp: string, date: string, service: string): string => {
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(canonicalRequest)}`;
  const key = hmac(hmac(hmac(`TC3${cloudKeys.secretKey}`, date), service), 'tc3_request');
  return hmac(key, toSign).toString('hex');
};

/** Checks TC3-HMAC-SHA256 (签名方法 v3) at `now`, milliseconds. Throws `CloudError` as Tencent Cloud names it. */
export const checkSignature = (call: HttpCall, now: number): void => {
  const [, secretId, date = '', service = '', signedHeaders = '', given = ''] =
    form.exec(call.headers.authorization ?? '') ?? [];
  if (!given)
    throw new CloudError('AuthFailure.InvalidAuthorization', 'the Authorization header is not TC3-HMAC-SHA256');
  if (secretId !== cloudKeys.secretId)
    throw new CloudError('AuthFailure.SecretIdNotFound', 'the SecretId is not found');
  const timestamp = String(call.headers['x-tc-timestamp'] ?? '');
  if (Math.abs(Number(timestamp) - now / 1000) > skewSeconds)
    throw new CloudError('AuthFailure.SignatureExpire', 'the signature has expired');
  const sameDay = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) === date;
  const expected = signatureOf(canonical(call, signedHeaders), timestamp, date, service);
  const same = timingSafeEqual(Buffer.from(expected), Buffer.from(given));
  if (!same || !sameDay)
    throw new CloudError('AuthFailure.SignatureFailure', 'the provided credentials could not be validated');
};
