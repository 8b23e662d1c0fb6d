import { randomInt, randomUUID } from 'node:crypto';
import type { Stack } from '../../../infra/local/stack.ts';
import { createCipher } from '../../../lib/wechat/cipher.ts';
import { sign } from '../../../lib/wechat/signature.ts';
import { cdata, parseXml, type XmlElement } from '../../../lib/wechat/xml.ts';

/** One request to the callback, ready to be sent any number of times. */
export interface CallbackRequest {
  method: string;
  query: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
  /** `text/xml`, as WeChat sends, unless it is given; for other than texts the gateway hands the body over in base64. */
  contentType?: string;
}

/** What came back. */
export interface CallbackAnswer {
  status: number;
  body: string;
}

const element = ([name, value]: [string, string | number]): string =>
  `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`;

/** The XML of a message or an event of `openid`, from the fields that follow the common ones. */
export const callbackXml = (
  { env, clock }: Stack,
  openid: string,
  fields: Record<string, string | number>,
  createTime = Math.floor(clock.now() / 1000),
): string => {
  const all = { ToUserName: env.WECHAT_ORIGINAL_ID, FromUserName: openid, CreateTime: createTime, ...fields };
  return `<xml>${Object.entries(all).map(element).join('')}</xml>`;
};

/** The XML of a text message; a fresh MsgId. */
export const textXml = (stack: Stack, openid: string, content: string): string =>
  callbackXml(stack, openid, { MsgType: 'text', Content: content, MsgId: String(randomInt(2 ** 40)) });

/** What a request is signed and sealed with; the account's own unless a test forges something. */
export interface Sealing {
  appId?: string;
  token?: string;
  timestamp?: number;
  /** Changes the encrypted part before it is signed. */
  tamper?: (encrypted: string) => string;
}

/** A request in plaintext mode. */
export const plainRequest = ({ env, clock }: Stack, xml: string, sealing: Sealing = {}): CallbackRequest => {
  const { token = env.WECHAT_TOKEN, timestamp = Math.floor(clock.now() / 1000) } = sealing;
  const stamp = { timestamp: String(timestamp), nonce: randomUUID() };
  return { method: 'POST', query: { ...stamp, signature: sign(token, stamp.timestamp, stamp.nonce) }, body: xml };
};

/** A request in safe mode. */
export const sealedRequest = (stack: Stack, xml: string, sealing: Sealing = {}): CallbackRequest => {
  const { env } = stack;
  const { appId = env.WECHAT_APP_ID, token = env.WECHAT_TOKEN, tamper = (encrypted) => encrypted } = sealing;
  const plain = plainRequest(stack, xml, sealing);
  const { timestamp = '', nonce = '' } = plain.query;
  const encrypted = tamper(createCipher(env.WECHAT_ENCODING_AES_KEY, appId).encrypt(xml));
  const msg_signature = sign(token, timestamp, nonce, encrypted);
  return {
    method: 'POST',
    query: { ...plain.query, encrypt_type: 'aes', msg_signature },
    body: `<xml><ToUserName>${cdata(env.WECHAT_ORIGINAL_ID)}</ToUserName><Encrypt>${cdata(encrypted)}</Encrypt></xml>`,
  };
};

/** Sends a request to the account's callback address. */
export const knock = async ({ accountUrl }: Stack, request: CallbackRequest): Promise<CallbackAnswer> => {
  const { method, query, body, contentType = 'text/xml' } = request;
  const headers = { 'content-type': contentType };
  const response = await fetch(`${accountUrl}/wechat?${new URLSearchParams(query)}`, { method, headers, body });
  return { status: response.status, body: await response.text() };
};

const childText = (xml: XmlElement, name: string): string => xml.children[name]?.[0]?.text ?? '';

/** The clear XML of a sealed reply; throws when it is none. */
export const openSealed = ({ env }: Stack, body: string): XmlElement => {
  const encrypted = childText(parseXml(body), 'Encrypt');
  return parseXml(createCipher(env.WECHAT_ENCODING_AES_KEY, env.WECHAT_APP_ID).decrypt(encrypted));
};

/** The words of a text reply. */
export const contentOf = (xml: XmlElement): string => childText(xml, 'Content');
