import type { BlockList } from 'node:net';
import { AppError } from '../platform/errors.ts';
import type { MessageCipher } from '../wechat/cipher.ts';
import { decodeIncoming } from '../wechat/decode-incoming.ts';
import { encryptedPart } from '../wechat/envelope.ts';
import type { Incoming } from '../wechat/incoming.ts';
import { signatureMatches } from '../wechat/signature.ts';
import { parseXml } from '../wechat/xml.ts';
import type { Credentials } from './credentials.ts';
import type { CallbackRequest } from './http.ts';

/** How callbacks are checked. All of it comes from the configuration, nothing from the request. */
export interface ReceiveSettings {
  mode: 'safe' | 'compatible' | 'plaintext';
  originalId: string;
  timestampWindowMs: number;
  maximumBodyBytes: number;
  /** Addresses that callbacks may come from; undefined lets all in. */
  allowedIps: BlockList | undefined;
}

/** An authentic message, with the token and cipher by which its reply is sealed; in plaintext mode without them. */
export interface Received {
  incoming: Incoming;
  seal: { token: string; cipher: MessageCipher } | undefined;
}

const refuse = (): never => {
  throw new AppError('not_wechat', 'reject', 'the request is not an authentic callback of WeChat');
};

const checkOrigin = ({ sourceIp, body }: CallbackRequest, settings: ReceiveSettings): void => {
  const family = sourceIp.includes(':') ? 'ipv6' : 'ipv4';
  if (settings.allowedIps !== undefined && !settings.allowedIps.check(sourceIp, family)) refuse();
  if (body.length > settings.maximumBodyBytes) refuse();
};

const checkTimestamp = ({ query }: CallbackRequest, settings: ReceiveSettings, now: number): string => {
  const timestamp = query['timestamp'] ?? '';
  const isNear = /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now) <= settings.timestampWindowMs;
  return isNear ? timestamp : refuse();
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decode = (body: Uint8Array): string => {
  try {
    return utf8.decode(body);
  } catch {
    return refuse();
  }
};

/** The token whose signature the request bears, over what only WeChat could have signed. */
const tokenOf = (credentials: Credentials, signature: string | undefined, ...signed: string[]): string =>
  credentials.tokens.find((token) => signatureMatches(signature, token, ...signed)) ?? refuse();

const decryptWithAny = (ciphers: MessageCipher[], encrypted: string): { xml: string; cipher: MessageCipher } => {
  for (const cipher of ciphers) {
    try {
      return { xml: cipher.decrypt(encrypted), cipher };
    } catch {
      // The other key may fit, while the key is being changed.
    }
  }
  return refuse();
};

interface Opened {
  xml: string;
  seal: Received['seal'];
}

/** `msg_signature` covers the encrypted part; the clear fields that compatible mode sends beside it are covered by nothing and not read. */
const openEncrypted = (request: CallbackRequest, timestamp: string, credentials: Credentials): Opened => {
  const encrypted = encryptedPart(decode(request.body)) ?? refuse();
  const nonce = request.query['nonce'] ?? refuse();
  const token = tokenOf(credentials, request.query['msg_signature'], timestamp, nonce, encrypted);
  const { xml, cipher } = decryptWithAny(credentials.ciphers, encrypted);
  return { xml, seal: { token, cipher } };
};

const openPlain = (request: CallbackRequest, timestamp: string, credentials: Credentials): Opened => {
  tokenOf(credentials, request.query['signature'], timestamp, request.query['nonce'] ?? refuse());
  return { xml: decode(request.body), seal: undefined };
};

/** The echo of a URL verification (GET). Throws `not_wechat` for anything that WeChat did not sign. */
export const verifyUrl = (
  request: CallbackRequest,
  settings: ReceiveSettings,
  credentials: Credentials,
  now: number,
): string => {
  checkOrigin(request, settings);
  const timestamp = checkTimestamp(request, settings, now);
  tokenOf(credentials, request.query['signature'], timestamp, request.query['nonce'] ?? refuse());
  const echo = request.query['echostr'] ?? refuse();
  // No signature covers it: whoever saw one could have a browser shown markup under this address.
  return echo.includes('<') ? refuse() : echo;
};

/** Verify, decrypt, parse. Throws an `AppError` of kind `reject` whose cause no caller may pass on. */
export const receive = (
  request: CallbackRequest,
  settings: ReceiveSettings,
  credentials: Credentials,
  now: number,
): Received => {
  checkOrigin(request, settings);
  const timestamp = checkTimestamp(request, settings, now);
  const open = settings.mode === 'plaintext' ? openPlain : openEncrypted;
  const { xml, seal } = open(request, timestamp, credentials);
  const incoming = decodeIncoming(parseXml(xml));
  if (incoming.kind !== 'unknown' && incoming.toUserName !== settings.originalId) refuse();
  return { incoming, seal };
};
