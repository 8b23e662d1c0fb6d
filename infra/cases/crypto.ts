import { AppError } from '../../lib/platform/errors.ts';
import { createCipher } from '../../lib/wechat/cipher.ts';
import { sealReply } from '../../lib/wechat/envelope.ts';
import { sign, signatureMatches } from '../../lib/wechat/signature.ts';
import { parseXml } from '../../lib/wechat/xml.ts';
import { openDoor } from './door.ts';
import { flatMap } from './flat-map.ts';
import { expectEqual, expectOneOf, type Outcome, runCases } from './outcome.ts';

interface CryptoCase {
  id: string;
  expected: 'ok' | 'reject';
  token?: string;
  encodingAESKey: string;
  appId: string;
  timestamp?: string;
  nonce?: string;
  msgSignature?: string;
  encrypt: string;
  body?: string;
  plaintext?: string;
  random16?: string;
}

interface KeyCase {
  id: string;
  encodingAESKey: string;
  expected: 'ok' | 'config-error';
}

interface MsgSignatureCase {
  id: string;
  token: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
  msgSignature: string;
}

export interface CryptoFile {
  cases: CryptoCase[];
  msgSignatureOnly: MsgSignatureCase[];
  keys: KeyCase[];
}

const knockWith = async (one: CryptoCase, originalId: string) => {
  const { token = '', timestamp = '', nonce = '', msgSignature = '', encodingAESKey, appId, encrypt } = one;
  const body =
    one.body ??
    `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
  const door = openDoor({
    token,
    encodingAesKey: encodingAESKey,
    appId,
    originalId,
    mode: 'safe',
    now: Number(timestamp),
  });
  const query = { timestamp, nonce, msg_signature: msgSignature, encrypt_type: 'aes' };
  return { ...(await door.knock({ query, body })), handled: door.handled };
};

const checkRejected = async (one: CryptoCase): Promise<void> => {
  const { status, body, handled } = await knockWith(one, 'gh_000000000000');
  expectOneOf('answer', { status, body }, [
    { status: 403, body: '' },
    { status: 200, body: 'success' },
    { status: 200, body: '' },
  ]);
  expectEqual('handled', handled, []);
};

/** A captured request goes through the whole door, which must answer it in the same envelope. */
const checkCaptured = async (one: CryptoCase, plaintext: string): Promise<void> => {
  const { ToUserName = '', FromUserName } = flatMap(parseXml(plaintext));
  const { status, body, handled } = await knockWith(one, ToUserName);
  expectEqual('status', status, 200);
  expectEqual(
    'handled',
    handled.map(({ openid }) => openid),
    [FromUserName],
  );
  const sealed = flatMap(parseXml(body));
  expectEqual('elements', Object.keys(sealed).sort(), ['Encrypt', 'MsgSignature', 'Nonce', 'TimeStamp']);
  const { Encrypt = '', MsgSignature, Nonce = '', TimeStamp = '' } = sealed;
  expectEqual('reply signed', signatureMatches(MsgSignature, one.token ?? '', TimeStamp, Nonce, Encrypt), true);
  const reply = flatMap(parseXml(createCipher(one.encodingAESKey, one.appId).decrypt(Encrypt)));
  expectEqual('reply to', reply.ToUserName, FromUserName);
};

const checkSealed = (one: CryptoCase, xml: string): void => {
  const { token = '', timestamp = '', nonce = '', msgSignature, encodingAESKey, appId, encrypt, random16 = '' } = one;
  const cipher = createCipher(encodingAESKey, appId);
  const sealed = sealReply({
    xml,
    cipher,
    token,
    timestamp: Number(timestamp),
    nonce,
    random16: Buffer.from(random16),
  });
  const expected = { Encrypt: encrypt, MsgSignature: msgSignature, TimeStamp: timestamp, Nonce: nonce };
  expectEqual('envelope', flatMap(parseXml(sealed)), expected);
};

const checkOpened = async (one: CryptoCase): Promise<void> => {
  const {
    token,
    timestamp = '',
    nonce = '',
    msgSignature,
    encodingAESKey,
    appId,
    encrypt,
    plaintext = '',
    random16,
  } = one;
  const cipher = createCipher(encodingAESKey, appId);
  expectEqual('plaintext', cipher.decrypt(encrypt), plaintext);
  if (random16 !== undefined) expectEqual('encrypt', cipher.encrypt(plaintext, Buffer.from(random16)), encrypt);
  if (token === undefined) return;
  expectEqual('signed', signatureMatches(msgSignature, token, timestamp, nonce, encrypt), true);
  if (random16 !== undefined) checkSealed(one, plaintext);
  if (one.body !== undefined) await checkCaptured(one, plaintext);
};

const keyVerdict = (encodingAesKey: string): string => {
  try {
    createCipher(encodingAesKey, 'wx0000000000000000');
    return 'ok';
  } catch (error) {
    return error instanceof AppError && error.kind === 'give-up' ? 'config-error' : 'another error';
  }
};

/** Encrypted messages: opened, sealed, refused; captured requests through the whole door. */
export const runCrypto = async (file: CryptoFile): Promise<Outcome[]> => [
  ...(await runCases(file.cases, (one) => (one.expected === 'ok' ? checkOpened(one) : checkRejected(one)))),
  ...(await runCases(file.msgSignatureOnly, ({ token, timestamp, nonce, encrypt, msgSignature }) =>
    expectEqual('signature', sign(token, timestamp, nonce, encrypt), msgSignature),
  )),
  ...(await runCases(file.keys, ({ encodingAESKey, expected }) =>
    expectEqual('key', keyVerdict(encodingAESKey), expected),
  )),
];
