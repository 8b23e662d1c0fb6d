import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallbackRequest } from '../../../../lib/callback/http.ts';
import { sign } from '../../../../lib/wechat/signature.ts';
import { aCallback } from '../../../support/callback.ts';
import { aSaturdayMorning } from '../../../support/clock.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { aTextXml, messagePayloads } from '../../../support/payloads.ts';
import {
  aPlainRequest,
  aRequest,
  aSafeRequest,
  aVerification,
  credentials,
  receiveSettings,
  token,
} from '../../../support/requests.ts';

const secret = '机密内容13812345678';
const payloads = [...Object.values(messagePayloads), ...Object.values(eventPayloads), aTextXml(secret)];
const mode = fc.constantFrom('safe', 'compatible', 'plaintext' as const);
const timestamp = String(aSaturdayMorning / 1000);

const pieces = [
  '<xml>',
  '</xml>',
  '<MsgType>',
  '<Encrypt>',
  '</Encrypt>',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE x>',
  '&lol;',
  'text',
  'AAAA',
  '\u0000',
  '电',
  secret,
];
const xmlLike = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  xmlLike.map((text) => Buffer.from(text)),
  fc.string().map((text) => Buffer.from(text)),
);
const queryName = fc.constantFrom(
  'signature',
  'msg_signature',
  'timestamp',
  'nonce',
  'echostr',
  'encrypt_type',
  'openid',
  '__proto__',
);
const queryValue = fc.oneof(
  fc.string(),
  fc.constantFrom(timestamp, '-1', '1e9', 'aes', '0', secret),
  fc.constant(sign(token, timestamp, '1')),
);
const method = fc.oneof(fc.constantFrom('GET', 'POST'), fc.constantFrom('PUT', 'HEAD', 'get', ''));

const arbitrary: fc.Arbitrary<CallbackRequest> = fc
  .record({
    method,
    query: fc.dictionary(queryName, queryValue, { noNullPrototype: false }),
    body,
    sourceIp: fc.constantFrom('1.2.3.4', '::1', ''),
  })
  .map(aRequest);

/** Signed by who knows the token, over whatever text. */
const signed: fc.Arbitrary<CallbackRequest> = fc
  .tuple(fc.oneof(xmlLike, fc.constantFrom(...payloads)), fc.boolean())
  .map(([xml, encrypted]) => (encrypted ? aSafeRequest(xml) : aPlainRequest(xml)));

interface Change {
  at: number;
  byte: number;
}

const changed = (request: CallbackRequest, { at, byte }: Change): CallbackRequest => {
  const bytes = Buffer.from(request.body);
  if (bytes.length > 0) bytes[at % bytes.length] = byte;
  return { ...request, body: bytes };
};

/** A true delivery of which one byte of the body, or one value of the query, was changed. */
const mutated: fc.Arbitrary<CallbackRequest> = fc
  .record({
    xml: fc.constantFrom(...payloads),
    at: fc.nat(),
    byte: fc.nat(255),
    name: fc.option(queryName),
    value: queryValue,
    plain: fc.boolean(),
  })
  .map(({ xml, at, byte, name, value, plain }) => {
    const request = plain ? aPlainRequest(xml) : aSafeRequest(xml);
    return name === null ? changed(request, { at, byte }) : { ...request, query: { ...request.query, [name]: value } };
  });

const request = fc.oneof(
  arbitrary,
  signed,
  mutated,
  fc.string().map((echo) => aVerification(echo)),
);

const sign1 = (given: CallbackRequest, ...parts: string[]) =>
  sign(token, given.query['timestamp'] ?? '', given.query['nonce'] ?? '', ...parts);

/** Whether WeChat, or who knows its token, signed what is in the request; by other means than the door's. */
const isAuthentic = (given: CallbackRequest, security: string): boolean => {
  if (security === 'plaintext') return given.query['signature'] === sign1(given);
  const encrypted =
    /<Encrypt>(?:<!\[CDATA\[)?\s*([\w+/=]+)\s*(?:\]\]>)?\s*<\/Encrypt>/.exec(Buffer.from(given.body).toString())?.[1] ??
    '';
  return given.query['msg_signature'] === sign1(given, encrypted);
};

describe('the door, whoever knocks', () => {
  it('answers 200 or 403, lets functions run for authentic requests alone, and logs no content', async () => {
    const seen = { served: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(request, mode, async (given, security) => {
        const { callback, invoked, queued, recorded } = aCallback({
          settings: { ...receiveSettings({ mode: security }), replyDeadlineMs: 300 },
        });
        const { status, body: answer } = await callback(given);
        expect([200, 403]).toContain(status);
        if (status === 403) expect(answer).toBe('');
        if (invoked.length + queued.length > 0) expect(isAuthentic(given, security)).toBe(true);
        expect(recorded.lines.join('\n')).not.toMatch(/机密|1381234|电费|oLinJiang0/);
        seen[status === 200 ? 'served' : 'refused'] += 1;
      }),
      { numRuns: 4000 },
    );
    expect(seen.served).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  });

  it('refuses every single changed byte of the encrypted part', async () => {
    const { callback, invoked } = aCallback();
    const given = aSafeRequest(aTextXml('转账'));
    const text = Buffer.from(given.body).toString();
    const [start, end] = [text.indexOf('<Encrypt>') + 18, text.indexOf(']]></Encrypt>')];
    for (let at = start; at < end; at += 1) {
      const byte = given.body[at] === 65 ? 66 : 65;
      expect(await callback(changed(given, { at, byte }))).toEqual({ status: 403, body: '' });
    }
    expect(invoked).toEqual([]);
  });

  it('serves every payload of WeChat in every mode', async () => {
    for (const xml of payloads) {
      for (const [security, given] of [
        ['safe', aSafeRequest(xml)],
        ['compatible', aSafeRequest(xml)],
        ['plaintext', aPlainRequest(xml)],
      ] as const) {
        const { callback } = aCallback({ settings: { ...receiveSettings({ mode: security }), replyDeadlineMs: 4500 } });
        expect((await callback(given)).status).toBe(200);
      }
    }
    expect(credentials.tokens).toEqual([token]);
  });
});
