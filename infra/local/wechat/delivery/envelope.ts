import { randomInt } from 'node:crypto';
import { createCipher } from '../../../../lib/wechat/cipher.ts';
import { sign } from '../../../../lib/wechat/signature.ts';
import { cdata } from '../../../../lib/wechat/xml.ts';
import type { SimulatorAccount } from '../options.ts';

/** One signed request to the account. */
export interface Envelope {
  query: Record<string, string>;
  body: string;
}

/** Timestamp (seconds) and nonce of one attempt; given by tests of known signatures only. */
export interface Stamp {
  timestamp: string;
  nonce: string;
}

/** A fresh stamp at `now` (milliseconds). */
export const stampAt = (now: number): Stamp => ({
  timestamp: String(Math.floor(now / 1000)),
  nonce: String(randomInt(1, 2_000_000_000)),
});

const wrap = (account: SimulatorAccount, elements: string, encrypted: string): string => {
  const clear =
    account.securityMode === 'compatible' ? `\n${elements}` : `\n<ToUserName>${cdata(account.originalId)}</ToUserName>`;
  return `<xml>${clear}\n<Encrypt>${cdata(encrypted)}</Encrypt>\n</xml>`;
};

/** Signs, and in the modes that ask for it encrypts, the elements of a message (消息推送, 消息加解密说明). */
export const seal = (account: SimulatorAccount, elements: string, openid: string, stamp: Stamp): Envelope => {
  const { timestamp, nonce } = stamp;
  const query = { signature: sign(account.token, timestamp, nonce), timestamp, nonce, openid };
  const clear = `<xml>\n${elements}\n</xml>`;
  if (account.securityMode === 'plaintext') return { query, body: clear };
  const encrypted = createCipher(account.encodingAesKey, account.appId).encrypt(clear);
  const msgSignature = sign(account.token, timestamp, nonce, encrypted);
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: msgSignature },
    body: wrap(account, elements, encrypted),
  };
};

/** Query of the URL verification. */
export const verificationQuery = (token: string, stamp: Stamp, echostr: string): Record<string, string> => ({
  signature: sign(token, stamp.timestamp, stamp.nonce),
  timestamp: stamp.timestamp,
  nonce: stamp.nonce,
  echostr,
});

/** The callback URL with these parameters added to its own. */
export const withQuery = (url: string, query: Record<string, string>): string => {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value);
  return whole.href;
};
