import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../lib/platform/errors.ts';
import { receiptEvents } from '../../../../lib/wechat/incoming.ts';
import { sign } from '../../../../lib/wechat/signature.ts';
import { parseXml } from '../../../../lib/wechat/xml.ts';
import { aCallback } from '../../../support/callback.ts';
import { memoryClaims } from '../../../support/claims.ts';
import { eventPayloads } from '../../../support/event-payloads.ts';
import { anOpenid } from '../../../support/followers.ts';
import { incomingOf } from '../../../support/incoming.ts';
import { aMessageXml, aTextXml, messagePayloads, originalId } from '../../../support/payloads.ts';
import {
  aCipher,
  aPlainRequest,
  aRequest,
  aSafeRequest,
  aVerification,
  receiveSettings,
  token,
} from '../../../support/requests.ts';

const success = { status: 200, body: 'success' };
const refused = { status: 403, body: '' };
const part = (xml: string, name: string) => parseXml(xml).children[name]?.[0]?.text ?? '';
const unsealed = (body: string) => aCipher().decrypt(part(body, 'Encrypt'));
const plaintext = { settings: { ...receiveSettings({ mode: 'plaintext' }), replyDeadlineMs: 4500 } };
const throttled = () => Promise.reject(new Error('ProvisionedThroughputExceededException'));

describe('the door', () => {
  it('answers a message under seal, signed, to its sender', async () => {
    const { body, status } = await aCallback().callback(aSafeRequest(aTextXml('电费')));
    expect(status).toBe(200);
    expect(part(body, 'MsgSignature')).toBe(
      sign(token, part(body, 'TimeStamp'), part(body, 'Nonce'), part(body, 'Encrypt')),
    );
    const reply = unsealed(body);
    expect([part(reply, 'ToUserName'), part(reply, 'FromUserName'), part(reply, 'Content')]).toEqual([
      anOpenid,
      originalId,
      '您说：电费',
    ]);
  });

  it('answers in clear in plaintext mode', async () => {
    const { body } = await aCallback(plaintext).callback(aPlainRequest(aTextXml('电费')));
    expect(part(body, 'Content')).toBe('您说：电费');
  });

  it('reflects no markup of the sender', async () => {
    const attack = ']]></Content><Content>owned';
    const { body } = await aCallback(plaintext).callback(aPlainRequest(aTextXml(attack)));
    expect(parseXml(body).children['Content']?.map(({ text }) => text)).toEqual([`您说：${attack}`]);
  });

  it('answers a verification by its echo', async () => {
    expect(await aCallback().callback(aVerification('123'))).toEqual({ status: 200, body: '123' });
  });

  it.each(receiptEvents)('queues %s and answers at once', async (event) => {
    const { callback, queued, invoked } = aCallback();
    expect(await callback(aSafeRequest(eventPayloads[event]))).toEqual(success);
    expect([queued, invoked]).toEqual([[incomingOf(eventPayloads[event])], []]);
  });

  it('acknowledges what it does not know', async () => {
    const { callback, recorded } = aCallback();
    expect(await callback(aSafeRequest(aMessageXml('hologram', '')))).toEqual(success);
    expect(recorded.find('unknown_kind')).toMatchObject({ kind: 'hologram', requestId: 'request-1' });
  });

  it.each([null, undefined, { type: 'none' }, { type: 'text', content: ' ' }])(
    'acknowledges an answer of nothing, %j',
    async (reply) => {
      expect(await aCallback({ invoke: async () => reply }).callback(aSafeRequest(messagePayloads.text))).toEqual(
        success,
      );
    },
  );
});

describe('whoever is not WeChat', () => {
  it('is refused alike, whatever is wrong', async () => {
    const wrong = [
      aRequest(),
      aRequest({ method: 'GET' }),
      aRequest({ method: 'PUT', body: Buffer.from([0xff]) }),
      aSafeRequest(messagePayloads.text, { token: 'other' }),
      aSafeRequest(messagePayloads.text, { cipher: aCipher('x') }),
      aSafeRequest(messagePayloads.text, { at: 0 }),
      aSafeRequest(messagePayloads.text.replace(originalId, 'gh_other')),
      aSafeRequest('not xml'),
      aPlainRequest(messagePayloads.text),
      aVerification('1', { token: 'other' }),
    ];
    const { callback, invoked, queued, recorded } = aCallback();
    for (const request of wrong) expect(await callback(request)).toEqual(refused);
    expect([invoked, queued]).toEqual([[], []]);
    expect(new Set(recorded.events())).toEqual(new Set(['callback_refused']));
  });
});

describe('a fault of ours', () => {
  it('in the table is an apology, and no function is asked', async () => {
    const { claims } = memoryClaims();
    for (const broken of [{ touch: throttled }, { claims: { ...claims, claim: throttled } }]) {
      const { callback, invoked, recorded } = aCallback(broken);
      const { body } = await callback(aSafeRequest(messagePayloads.text));
      expect(part(unsealed(body), 'Content')).toContain('系统出了点问题');
      expect(invoked).toEqual([]);
      expect(recorded.find('callback_failed')).toMatchObject({ level: 'error', code: 'unexpected' });
    }
  });

  it.each(['unsubscribe', 'user_info_modified', 'user_authorization_revoke'] as const)(
    'at %s leaves it to the queue',
    async (event) => {
      const { claims } = memoryClaims();
      for (const broken of [{ invoke: throttled }, { claims: { ...claims, claim: throttled } }]) {
        const { callback, queued } = aCallback(broken);
        expect(await callback(aSafeRequest(eventPayloads[event]))).toEqual(success);
        expect(queued).toEqual([incomingOf(eventPayloads[event])]);
      }
    },
  );

  it.each(['subscribe', 'SCAN'] as const)('at %s is an apology, and the queue notes it later', async (event) => {
    const { callback, queued } = aCallback({ invoke: throttled });
    const { body } = await callback(aSafeRequest(eventPayloads[event]));
    expect(part(unsealed(body), 'Content')).toContain('系统出了点问题');
    expect(queued).toEqual([incomingOf(eventPayloads[event])]);
  });

  it.each([
    ['the secrets', { credentials: throttled }, messagePayloads.text],
    ['the queue of receipts', { enqueueReceipt: throttled }, eventPayloads.TEMPLATESENDJOBFINISH],
    [
      'the queue and the function of what must happen',
      { enqueueReceipt: throttled, invoke: throttled },
      eventPayloads.unsubscribe,
    ],
  ])('in %s is thrown, so that WeChat delivers again', async (_what, broken, xml) => {
    await expect(aCallback(broken).callback(aSafeRequest(xml))).rejects.toThrow('Throughput');
  });

  it('of ours is not taken for a refusal when it is one of the configuration', async () => {
    const credentials = () => Promise.reject(new AppError('bad_encoding_aes_key', 'give-up', 'wrong key'));
    await expect(aCallback({ credentials }).callback(aSafeRequest(messagePayloads.text))).rejects.toThrow('wrong key');
  });
});
