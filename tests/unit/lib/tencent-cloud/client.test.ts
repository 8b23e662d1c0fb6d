import { afterEach, describe, expect, it } from 'vitest';
import { createTencentCloud } from '../../../../lib/tencent-cloud/client.ts';
import { TencentCloudApiError, TencentCloudNetworkError } from '../../../../lib/tencent-cloud/errors.ts';
import { apiError, expectedAuthorization, response, startTencentServer, type TencentAnswer } from './tencent-server.ts';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

const asr = { name: 'asr', version: '2019-06-14' };
const sms = { name: 'sms', version: '2021-01-11' };
const noon = Date.parse('2026-11-22T04:00:00Z');
const justBeforeMidnightUtc = Date.parse('2026-11-22T23:59:59.400Z');

const aCloud = async (now: number, ...answers: TencentAnswer[]) => {
  const server = await startTencentServer(...answers);
  close = server.close;
  const pauses: number[] = [];
  const sleep = async (ms: number) => void pauses.push(ms);
  const keys = { secretId: 'AKID-TEST', secretKey: 'KEY-TEST', region: 'ap-guangzhou' };
  const cloud = createTencentCloud({ ...keys, baseUrl: server.url, timeoutMs: 300, now: () => now, sleep });
  return { cloud, requests: server.requests, pauses, server };
};

describe('a call to Tencent Cloud', () => {
  it('is signed with TC3-HMAC-SHA256, as worked out independently', async () => {
    const { cloud, requests } = await aCloud(noon, response({ Result: '好' }));
    await cloud.call(asr, 'SentenceRecognition', { EngSerViceType: '16k_zh', Text: '电费' });
    const request = requests[0];
    expect(request?.headers.authorization).toBe(request && expectedAuthorization(request, 'AKID-TEST', 'KEY-TEST'));
    expect(request?.headers).toMatchObject({
      'x-tc-action': 'SentenceRecognition',
      'x-tc-version': '2019-06-14',
      'x-tc-region': 'ap-guangzhou',
    });
  });

  it('keeps the exact names of its parameters', async () => {
    const { cloud, requests } = await aCloud(noon, response({}));
    await cloud.call(asr, 'SentenceRecognition', { EngSerViceType: '16k_zh', odd_name: { innerName: 1 } });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ EngSerViceType: '16k_zh', odd_name: { innerName: 1 } });
  });

  it('keeps services apart', async () => {
    const { cloud, requests } = await aCloud(noon, response({}));
    await Promise.all([cloud.call(asr, 'SentenceRecognition', {}), cloud.call(sms, 'SendSms', {})]);
    await cloud.call(asr, 'SentenceRecognition', {});
    const versions = requests.map(({ headers }) => `${headers['x-tc-action']} ${headers['x-tc-version']}`);
    expect(versions.sort()).toEqual(['SendSms 2021-01-11', ...Array(2).fill('SentenceRecognition 2019-06-14')]);
    const wrong = requests.filter(
      (request) => request.headers.authorization !== expectedAuthorization(request, 'AKID-TEST', 'KEY-TEST'),
    );
    expect(wrong).toEqual([]);
  });

  it('gives the members of the response', async () => {
    const { cloud } = await aCloud(noon, response({ Result: '查电费' }));
    expect(await cloud.call(asr, 'SentenceRecognition', {})).toEqual({ RequestId: 'req-1', Result: '查电费' });
  });
});

describe('a refusal', () => {
  it.each([
    ['InternalError.FailAccessDatabase', 'retry'],
    ['RequestLimitExceeded', 'retry'],
    ['LimitExceeded.PhoneNumberDailyLimit', 'reject'],
    ['AuthFailure.SecretIdNotFound', 'give-up'],
    ['InvalidParameterValue.ErrorInvalidVoicedata', 'give-up'],
  ])('%s comes with HTTP 200 and is thrown, to %s', async (code, kind) => {
    const { cloud, requests } = await aCloud(noon, apiError(code));
    const error = await cloud.call(asr, 'SentenceRecognition', {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TencentCloudApiError);
    expect(error).toMatchObject({ code, kind, action: 'SentenceRecognition', requestId: 'req-1' });
    expect(requests).toHaveLength(1);
  });

  it('of the signature in the last second before 08:00 in Beijing is tried once more, after it', async () => {
    const { cloud, pauses } = await aCloud(
      justBeforeMidnightUtc,
      apiError('AuthFailure.SignatureFailure'),
      response({ Result: 'x' }),
    );
    expect(await cloud.call(asr, 'SentenceRecognition', {})).toMatchObject({ Result: 'x' });
    expect(pauses).toEqual([650]);
  });

  it('of the signature is final the second time', async () => {
    const { cloud, requests } = await aCloud(justBeforeMidnightUtc, apiError('AuthFailure.SignatureFailure'));
    await expect(cloud.call(asr, 'SentenceRecognition', {})).rejects.toMatchObject({ kind: 'give-up' });
    expect(requests).toHaveLength(2);
  });
});

describe('no answer', () => {
  it.each<[string, TencentAnswer]>([
    ['timeout', { ...response({}), delayMs: 2000 }],
    ['http-status', { status: 502, body: '{}' }],
    ['bad-body', { body: '<html>' }],
    ['bad-body', { body: '{}' }],
  ])('by %s is to be tried again, and shows neither key nor signature', async (failure, answer) => {
    const { cloud } = await aCloud(noon, answer);
    const error = await cloud.call(asr, 'SentenceRecognition', { Data: 'PRIVATE' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TencentCloudNetworkError);
    expect(error).toMatchObject({ failure, kind: 'retry' });
    expect((error as Error).cause).toBeUndefined();
    expect(`${JSON.stringify(error)} ${(error as Error).stack}`).not.toMatch(/KEY-TEST|Signature=|PRIVATE/);
  });

  it('because nobody listens is a connection failure', async () => {
    const { cloud, server } = await aCloud(noon, response({}));
    await server.close();
    await expect(cloud.call(asr, 'SentenceRecognition', {})).rejects.toMatchObject({ failure: 'connection' });
  });
});
