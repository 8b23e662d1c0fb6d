import { describe, expect, it } from 'vitest';
import { allowedIps } from '../../../../lib/callback/function.ts';
import { receive, verifyUrl } from '../../../../lib/callback/receive.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { anOpenid } from '../../../support/followers.ts';
import { aMessageXml, messagePayloads, originalId } from '../../../support/payloads.ts';
import {
  aCipher,
  aPlainRequest,
  aRequest,
  aSafeRequest,
  aVerification,
  credentials,
  receiveSettings,
  token,
} from '../../../support/requests.ts';

const refusal = expect.objectContaining({ code: 'not_wechat', kind: 'reject' });
const safe = receiveSettings();
const compatible = receiveSettings({ mode: 'compatible' });
const plaintext = receiveSettings({ mode: 'plaintext' });
const minute = 60_000;
const text = messagePayloads.text;
const foreignClear = `<ToUserName>${originalId}</ToUserName><FromUserName>oForged</FromUserName><MsgType>text</MsgType><Content>forged</Content><MsgId>1</MsgId>`;

describe('an authentic delivery', () => {
  it('is opened in safe mode, with what seals its reply', () => {
    const { incoming, seal } = receive(aSafeRequest(text), safe, credentials, now);
    expect(incoming).toMatchObject({ openid: anOpenid, content: '这个月电费多少？' });
    expect(seal).toEqual({ token, cipher: credentials.ciphers[0] });
  });

  it('is opened in compatible mode by its encrypted part alone', () => {
    const { incoming, seal } = receive(aSafeRequest(text, { clear: foreignClear }), compatible, credentials, now);
    expect(incoming).toMatchObject({ openid: anOpenid, content: '这个月电费多少？' });
    expect(seal).toBeDefined();
  });

  it('is read in plaintext mode, and its reply is not sealed', () => {
    const { incoming, seal } = receive(aPlainRequest(text), plaintext, credentials, now);
    expect(incoming).toMatchObject({ content: '这个月电费多少？' });
    expect(seal).toBeUndefined();
  });

  it('of a kind that is not known is still one', () => {
    expect(receive(aSafeRequest(aMessageXml('hologram', '')), safe, credentials, now).incoming.kind).toBe('unknown');
  });

  it.each([-5 * minute, 5 * minute])('may be %i ms away from now', (away) => {
    expect(receive(aSafeRequest(text, { at: now + away }), safe, credentials, now).incoming.kind).toBe('message');
  });
});

describe('while token and key are being changed', () => {
  const both = { tokens: [token, 'next-token'], ciphers: [aCipher(), aCipher('n')] };
  it.each([
    ['the present ones', token, aCipher(), 0],
    ['the next token', 'next-token', aCipher(), 0],
    ['the next key', token, aCipher('n'), 1],
    ['both next ones', 'next-token', aCipher('n'), 1],
  ] as const)('a delivery under %s is opened, and answered under the same', (_which, by, cipher, position) => {
    const { seal } = receive(aSafeRequest(text, { token: by, cipher }), safe, both, now);
    expect(seal?.token).toBe(by);
    expect(seal?.cipher).toBe(both.ciphers[position]);
  });

  it('a verification under the next token is answered', () => {
    expect(verifyUrl(aVerification('123', { token: 'next-token' }), safe, both, now)).toBe('123');
  });
});

const altered = (request = aSafeRequest(text), query: Record<string, string | undefined> = {}) => ({
  ...request,
  query: { ...request.query, ...query },
});
const withBody = (body: Buffer) => ({ ...aSafeRequest(text), body });
const changedByte = () => {
  const request = aSafeRequest(text);
  const body = Buffer.from(request.body);
  const position = body.indexOf('<Encrypt>') + 40;
  body[position] = body[position] === 65 ? 66 : 65;
  return { ...request, body };
};

describe('a delivery in safe mode', () => {
  it.each([
    ['without anything', aRequest()],
    ['without a nonce', altered(undefined, { nonce: undefined })],
    ['without a timestamp', altered(undefined, { timestamp: undefined })],
    ['without its msg_signature', altered(undefined, { msg_signature: undefined })],
    [
      'with the signature that covers no body in its place',
      altered(undefined, { msg_signature: aSafeRequest(text).query['signature'] }),
    ],
    ['with another nonce', altered(undefined, { nonce: '1' })],
    ['with an odd timestamp', altered(undefined, { timestamp: `0x${Math.floor(now / 1000).toString(16)}` })],
    ['from long ago', aSafeRequest(text, { at: now - 5 * minute - 1000 })],
    ['from the future', aSafeRequest(text, { at: now + 5 * minute + 1000 })],
    ['under another token', aSafeRequest(text, { token: 'other' })],
    ['under another key', aSafeRequest(text, { cipher: aCipher('x') })],
    ['of another account', aSafeRequest(text, { cipher: aCipher('k', 'wxffffffffffffffff') })],
    ['to another original id', aSafeRequest(text.replace(originalId, 'gh_ffffffffffff'))],
    ['in plaintext, however well signed', aPlainRequest(text)],
    ['in plaintext that says it is encrypted', altered(aPlainRequest(text), { encrypt_type: 'aes' })],
    ['with a changed byte', changedByte()],
    ['that is no UTF-8', withBody(Buffer.from([0x3c, 0xff, 0xfe]))],
    ['without an encrypted part', withBody(Buffer.from('<xml/>'))],
    ['beyond the size limit', withBody(Buffer.alloc(1024 * 1024 + 1, 32))],
  ])('%s is refused', (_which, request) => {
    expect(() => receive(request, safe, credentials, now)).toThrow(refusal);
  });

  it('with foreign XML inside is refused as such', () => {
    expect(() => receive(aSafeRequest('not xml'), safe, credentials, now)).toThrow(
      expect.objectContaining({ kind: 'reject' }),
    );
  });

  it('is opened after one that was no UTF-8', () => {
    expect(() => receive(withBody(Buffer.from([0xe7, 0x94])), safe, credentials, now)).toThrow(refusal);
    expect(receive(aSafeRequest(text), safe, credentials, now).incoming.kind).toBe('message');
  });
});

describe('the mode', () => {
  it('comes from the configuration, so that nobody is let in for leaving the encryption out', () => {
    for (const settings of [safe, compatible]) {
      expect(() => receive(aPlainRequest(text), settings, credentials, now)).toThrow(refusal);
    }
  });

  it('does not ask the request what it is', () => {
    const request = altered(undefined, { encrypt_type: undefined });
    expect(receive(request, safe, credentials, now).incoming.kind).toBe('message');
  });

  it('of plaintext reads what stands in clear and refuses a wrong signature', () => {
    expect(receive(aSafeRequest(text), plaintext, credentials, now).incoming.kind).toBe('unknown');
    expect(() => receive(aPlainRequest(text, { token: 'other' }), plaintext, credentials, now)).toThrow(refusal);
  });
});

describe('the list of addresses', () => {
  const listed = receiveSettings({ allowedIps: allowedIps('101.226.103.0/25, 106.55.206.146 ,240e::/16') });
  it.each(['101.226.103.7', '106.55.206.146', '240e:1::2'])('lets %s in', (sourceIp) => {
    expect(receive({ ...aSafeRequest(text), sourceIp }, listed, credentials, now).incoming.kind).toBe('message');
    expect(verifyUrl({ ...aVerification(), sourceIp }, listed, credentials, now)).toBe('4375120948345356249');
  });

  it.each(['101.226.103.200', '8.8.8.8', '2001:db8::1', 'unknown'])('keeps %s out', (sourceIp) => {
    expect(() => receive({ ...aSafeRequest(text), sourceIp }, listed, credentials, now)).toThrow(refusal);
    expect(() => verifyUrl({ ...aVerification(), sourceIp }, listed, credentials, now)).toThrow(refusal);
  });

  it('lets everyone in when it is empty', () => {
    expect([allowedIps(''), allowedIps(' , ')]).toEqual([undefined, undefined]);
  });
});

describe('a verification of the address', () => {
  it.each(['4375120948345356249', 'aB+/=_-', '随便'])('is answered by its echo %j, exactly', (echo) => {
    for (const settings of [safe, compatible, plaintext])
      expect(verifyUrl(aVerification(echo), settings, credentials, now)).toBe(echo);
  });

  it.each([
    ['without an echo', altered(aVerification(), { echostr: undefined })],
    ['with markup for an echo', aVerification('<xml><a/></xml>')],
    ['under another token', aVerification('1', { token: 'other' })],
    ['with another nonce', altered(aVerification(), { nonce: '1' })],
    ['without a nonce', altered(aVerification(), { nonce: undefined })],
    ['from long ago', aVerification('1', { at: now - 6 * minute })],
  ])('%s is refused', (_which, request) => {
    expect(() => verifyUrl(request, safe, credentials, now)).toThrow(refusal);
  });
});
