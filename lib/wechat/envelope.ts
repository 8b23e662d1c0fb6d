import { randomInt } from 'node:crypto';
import type { MessageCipher } from './cipher.ts';
import { sign } from './signature.ts';

/**
 * The base64 text of `<Encrypt>`, read without an XML parser, since nothing has been verified yet; undefined when there is none.
 * The last one counts: in compatible mode a follower's own words stand before it.
 */
export const encryptedPart = (body: string): string | undefined => {
  const match = /^<Encrypt>\s*(?:<!\[CDATA\[\s*([A-Za-z0-9+/=]+)\s*\]\]>|([A-Za-z0-9+/=]+))\s*<\/Encrypt>/.exec(
    body.slice(Math.max(body.lastIndexOf('<Encrypt>'), 0)),
  );
  return match?.[1] ?? match?.[2];
};

/** A reply's XML, encrypted and signed for WeChat (消息加解密说明: 回包). `timestamp` in epoch seconds. */
export const sealReply = (options: {
  xml: string;
  cipher: MessageCipher;
  token: string;
  timestamp: number;
  nonce?: string;
  random16?: Buffer;
}): string => {
  const nonce = options.nonce ?? String(randomInt(1_000_000_000, 2_000_000_000));
  const encrypted = options.cipher.encrypt(options.xml, options.random16);
  const signature = sign(options.token, String(options.timestamp), nonce, encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${options.timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
};
