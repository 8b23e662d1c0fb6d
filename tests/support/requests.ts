import type { Credentials } from '../../lib/callback/credentials.ts';
import type { CallbackRequest } from '../../lib/callback/http.ts';
import type { ReceiveSettings } from '../../lib/callback/receive.ts';
import { createCipher, type MessageCipher } from '../../lib/wechat/cipher.ts';
import { sign } from '../../lib/wechat/signature.ts';
import { aSaturdayMorning } from './clock.ts';
import { originalId } from './payloads.ts';

/** The account of all requests. */
export const appId = 'wx0123456789abcdef';
export const token = 'spring2026token';

/** The account's cipher; another letter makes another key. */
export const aCipher = (letter = 'k', id = appId): MessageCipher => createCipher(letter.repeat(43), id);

/** Credentials with one token and one key. */
export const credentials: Credentials = { tokens: [token], ciphers: [aCipher()] };

/** Checks in safe mode unless said otherwise. */
export const receiveSettings = (changes: Partial<ReceiveSettings> = {}): ReceiveSettings => ({
  mode: 'safe',
  originalId,
  timestampWindowMs: 300_000,
  maximumBodyBytes: 1024 * 1024,
  allowedIps: undefined,
  ...changes,
});

interface Signed {
  at?: number;
  nonce?: string;
  token?: string;
  cipher?: MessageCipher;
}

/** A request of WeChat's with nothing in it yet. */
export const aRequest = (changes: Partial<CallbackRequest> = {}): CallbackRequest => ({
  method: 'POST',
  query: {},
  body: Buffer.alloc(0),
  sourceIp: '101.226.103.7',
  receivedAt: aSaturdayMorning,
  requestId: 'request-1',
  ...changes,
});

const partsOf = ({ at = aSaturdayMorning, nonce = '415670741', token: key = token }: Signed) => {
  const timestamp = String(Math.floor(at / 1000));
  return { timestamp, nonce, key, query: { timestamp, nonce, signature: sign(key, timestamp, nonce) } };
};

/** A delivery in plaintext mode. */
export const aPlainRequest = (xml: string, options: Signed = {}): CallbackRequest =>
  aRequest({ query: partsOf(options).query, body: Buffer.from(xml) });

/** A delivery in safe mode, or with `clear` fields beside the encrypted ones in compatible mode. */
export const aSafeRequest = (xml: string, options: Signed & { clear?: string } = {}): CallbackRequest => {
  const { timestamp, nonce, key, query } = partsOf(options);
  const encrypted = (options.cipher ?? aCipher()).encrypt(xml);
  const clear = options.clear ?? `<ToUserName><![CDATA[${originalId}]]></ToUserName>`;
  return aRequest({
    query: { ...query, encrypt_type: 'aes', msg_signature: sign(key, timestamp, nonce, encrypted) },
    body: Buffer.from(`<xml>${clear}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`),
  });
};

/** The request by which WeChat tries the address. */
export const aVerification = (echostr = '4375120948345356249', options: Signed = {}): CallbackRequest =>
  aRequest({ method: 'GET', query: { ...partsOf(options).query, echostr } });
