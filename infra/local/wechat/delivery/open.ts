import { createCipher } from '../../../../lib/wechat/cipher.ts';
import { signatureMatches } from '../../../../lib/wechat/signature.ts';
import { parseXml, type XmlElement } from '../../../../lib/wechat/xml.ts';
import type { SimulatorAccount } from '../options.ts';

/** An answer that WeChat cannot use; the message says why, for developers. */
export class BadReply extends Error {}

/** Text of the first child of that name. */
export const childText = (element: XmlElement, name: string): string | undefined => element.children[name]?.[0]?.text;

const parse = (xml: string): XmlElement => {
  try {
    return parseXml(xml);
  } catch {
    throw new BadReply(xml.trimStart().startsWith('{') ? 'JSON where XML is due' : 'malformed XML');
  }
};

const decrypt = (account: SimulatorAccount, outer: XmlElement, encrypted: string): string => {
  const part = (name: string) => childText(outer, name) ?? '';
  const given = part('MsgSignature');
  if (!signatureMatches(given, account.token, part('TimeStamp'), part('Nonce'), encrypted)) {
    throw new BadReply('wrong MsgSignature');
  }
  try {
    return createCipher(account.encodingAesKey, account.appId).decrypt(encrypted);
  } catch {
    throw new BadReply('the reply could not be decrypted: wrong EncodingAESKey, padding or appid');
  }
};

/** The reply in clear, as text and parsed. Throws `BadReply` where the account's security mode is not kept. */
export const openReply = (account: SimulatorAccount, body: string): { clear: string; xml: XmlElement } => {
  const outer = parse(body);
  const encrypted = childText(outer, 'Encrypt');
  if (encrypted === undefined) {
    if (account.securityMode === 'safe') throw new BadReply('a clear reply in safe mode');
    return { clear: body, xml: outer };
  }
  if (account.securityMode === 'plaintext') throw new BadReply('an encrypted reply in plaintext mode');
  const clear = decrypt(account, outer, encrypted);
  return { clear, xml: parse(clear) };
};
