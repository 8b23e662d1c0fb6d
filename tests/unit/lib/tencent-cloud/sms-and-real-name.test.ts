import { describe, expect, it } from 'vitest';
import type { TencentCloud } from '../../../../lib/tencent-cloud/client.ts';
import { createRealName } from '../../../../lib/tencent-cloud/real-name.ts';
import { createSms } from '../../../../lib/tencent-cloud/sms.ts';

const aCloud = (answer: Record<string, unknown>) => {
  const calls: unknown[] = [];
  const call: TencentCloud['call'] = async (service, action, parameters) => {
    calls.push({ service, action, parameters });
    return answer;
  };
  return { cloud: { call }, calls };
};

describe('a text message', () => {
  const send = (Code: string) => {
    const { cloud, calls } = aCloud({ SendStatusSet: [{ Code, PhoneNumber: '+8613800001111' }] });
    const sms = createSms(cloud, { appId: '1400000000', signName: '临江供电' });
    return { calls, outcome: sms.send({ phone: '13800001111', templateId: '100001', parameters: ['123456'] }) };
  };

  it('goes out as the application, signed, with the template and its parameters', async () => {
    const { calls, outcome } = send('Ok');
    expect(await outcome).toEqual({ kind: 'sent' });
    expect(calls).toEqual([
      {
        service: { name: 'sms', version: '2021-01-11' },
        action: 'SendSms',
        parameters: {
          PhoneNumberSet: ['+8613800001111'],
          SmsSdkAppId: '1400000000',
          SignName: '临江供电',
          TemplateId: '100001',
          TemplateParamSet: ['123456'],
        },
      },
    ]);
  });

  it.each([
    ['LimitExceeded.PhoneNumberThirtySecondLimit', { kind: 'paced' }],
    ['LimitExceeded.PhoneNumberDailyLimit', { kind: 'paced' }],
    [
      'FailedOperation.PhoneNumberInBlacklist',
      { kind: 'unreachable', reason: 'FailedOperation.PhoneNumberInBlacklist' },
    ],
  ])('whose number has the status %s is decided', async (code, outcome) => {
    expect(await send(code).outcome).toEqual(outcome);
  });

  it.each([
    ['FailedOperation.SignatureIncorrectOrUnapproved', 'give-up'],
    ['FailedOperation.InsufficientBalanceInSmsPackage', 'give-up'],
    ['InternalError.Timeout', 'retry'],
  ])('that fails by %s is an error, to %s, without the number', async (code, kind) => {
    const error = await send(code).outcome.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, kind });
    expect(String(error)).not.toContain('13800001111');
  });
});

describe('a check of the real name', () => {
  const check = (answer: Record<string, unknown>) =>
    createRealName(aCloud(answer).cloud).check({ name: '李明', idNumber: '110101199003074477' });

  it.each([
    ['0', { kind: 'match', billed: true }],
    ['-1', { kind: 'mismatch', billed: true }],
    ['-2', { kind: 'unknown', billed: false }],
    ['-3', { kind: 'unknown', billed: false }],
    ['-5', { kind: 'unknown', billed: false }],
  ])('with the result %s is decided', async (Result, outcome) => {
    expect(await check({ Result })).toEqual(outcome);
  });

  it.each([{ Result: '-4' }, { Result: '-6' }, { Result: '-7' }, { Result: 'toString' }, {}])(
    'that answers %j is to be tried later',
    async (answer) => {
      await expect(check(answer)).rejects.toMatchObject({ code: 'real_name_unavailable', kind: 'retry' });
    },
  );
});
