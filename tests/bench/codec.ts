import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Parser } from 'xml2js/lib/parser.js';
import type { CallbackRequest } from '../../lib/callback/http.ts';
import { type ReceiveSettings, receive } from '../../lib/callback/receive.ts';
import { createCipher } from '../../lib/wechat/cipher.ts';
import { sealReply } from '../../lib/wechat/envelope.ts';
import { encodeReply, textReply } from '../../lib/wechat/reply.ts';
import { sign } from '../../lib/wechat/signature.ts';
import { cpuOf, median, printTable } from './statistics.ts';

const token = 'benchmark';
const appId = 'wx0123456789abcdef';
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const originalId = 'gh_0123456789ab';
const timestamp = '1714112445';
const nonce = '415670741';
const answer = '【电费查询】发送“上个月电费”可以查询上月账单。'.repeat(6);

const message = `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><FromUserName><![CDATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></FromUserName><CreateTime>1714112445</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[上个月电费]]></Content><MsgId>24345678901234567</MsgId></xml>`;

const cipher = createCipher(aesKey, appId);
const encrypted = cipher.encrypt(message);
const request: CallbackRequest = {
  method: 'POST',
  query: { timestamp, nonce, msg_signature: sign(token, timestamp, nonce, encrypted) },
  body: Buffer.from(
    `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  ),
  sourceIp: '127.0.0.1',
  receivedAt: Number(timestamp) * 1000,
  requestId: 'bench',
};
const settings: ReceiveSettings = {
  mode: 'safe',
  originalId,
  timestampWindowMs: 300_000,
  maximumBodyBytes: 1_048_576,
  allowedIps: undefined,
};

const door = (): string => {
  const { incoming } = receive(request, settings, { tokens: [token], ciphers: [cipher] }, request.receivedAt);
  const xml = encodeReply(textReply(answer), {
    to: incoming.openid,
    from: incoming.toUserName,
    createTime: 1714112445,
  });
  return sealReply({ xml, cipher, token, timestamp: 1714112445 });
};

const key = Buffer.from(`${aesKey}=`, 'base64');
const iv = key.subarray(0, 16);
const plainReply = randomBytes(32 * Math.ceil((Buffer.byteLength(answer) + 300) / 32));

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What the path cannot do without: two hashes, two ciphers with their base64, one parse, 16 random bytes, on input of the same size. */
const bareLibraries = (): number => {
  const body = utf8.decode(request.body);
  createHash('sha1').update(`${timestamp}${nonce}${token}${encrypted}`).digest('hex');
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const opened = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]).toString('utf8');
  let parsed: unknown;
  new Parser({ explicitCharkey: true, ignoreAttrs: true }).parseString(message, (_error, result) => {
    parsed = result;
  });
  plainReply.set(randomBytes(16));
  const seal = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const reply = Buffer.concat([seal.update(plainReply), seal.final()]).toString('base64');
  createHash('sha1').update(`${timestamp}${nonce}${token}${reply}`).digest('hex');
  return body.length + opened.length + (parsed === undefined ? 0 : 1);
};

const rounds = 15;
const perRound = 4000;

const repeat = (work: () => unknown) => () => {
  for (let count = 0; count < perRound; count += 1) work();
};

/** CPU per encrypted text message, of the door's codec path and of the bare library calls; rounds alternate, medians are compared. */
export const benchCodec = (): void => {
  const own: number[] = [];
  const bare: number[] = [];
  repeat(door)();
  repeat(bareLibraries)();
  for (let round = 0; round < rounds; round += 1) {
    own.push(cpuOf(repeat(door)) / perRound);
    bare.push(cpuOf(repeat(bareLibraries)) / perRound);
  }
  const ratio = median(own) / median(bare);
  printTable(`CPU per encrypted text message (median of ${rounds} × ${perRound}; budget ≤ 1.3 ×)`, [
    ['path', 'µs'],
    ['verify, decrypt, parse, decode; encode, encrypt, sign', median(own).toFixed(1)],
    ['the bare library calls (SHA-1, AES, xml2js)', median(bare).toFixed(1)],
    ['ratio', `${ratio.toFixed(2)} ×`],
  ]);
};
