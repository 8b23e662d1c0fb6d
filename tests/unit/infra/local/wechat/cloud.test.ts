import { Capi } from '@tencent-sdk/capi';
import { describe, expect, it } from 'vitest';
import { demoPerson } from '../../../../../infra/demo-data/people.ts';
import { idCheckCharacter } from '../../../../../lib/backend/id-number.ts';
import { at, fetchToken, useBench } from './support/simulator.ts';

const bench = useBench();

const call = (
  serviceType: string,
  version: string,
  action: string,
  body: Record<string, unknown>,
  secretKey = 'local',
) => {
  const host = new URL(bench().simulator.url).host;
  const client = new Capi({
    ...{ serviceType, version, secretKey, region: 'ap-guangzhou', secretId: 'local' },
    ...{ host, protocol: 'http', isV3: true, isPascalCase: false },
  });
  return client.request({ action, version, ...body }, { isV3: true, host }, true);
};
const sms = (phone: string, secretKey?: string) =>
  call(
    'sms',
    '2021-01-11',
    'SendSms',
    { PhoneNumberSet: [phone], SmsSdkAppId: '1', TemplateId: '2', SignName: '供电', TemplateParamSet: ['123456'] },
    secretKey,
  );

describe('speech recognition', () => {
  const recognise = (bytes: Buffer, EngSerViceType: string) =>
    call('asr', '2019-06-14', 'SentenceRecognition', {
      ...{ EngSerViceType, SourceType: 1, VoiceFormat: 'amr' },
      ...{ Data: bytes.toString('base64'), DataLen: bytes.length },
    });

  it('hears what was said, with the engine of the right rate only', async () => {
    const openid = await bench().follower();
    await bench().say(openid, { type: 'voice', text: '我要查电费' });
    const mediaId = at(bench().clear().at(-1), 'MediaId16K');
    const url = `${bench().simulator.url}/cgi-bin/media/get?media_id=${mediaId}&access_token=${await fetchToken(bench())}`;
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(bytes.subarray(0, 9).toString()).toBe('#!AMR-WB\n');
    expect(await recognise(bytes, '16k_zh')).toMatchObject({ Response: { Result: '我要查电费' } });
    expect(await recognise(bytes, '8k_zh')).toMatchObject({ Response: { Result: '' } });
    expect(await recognise(Buffer.from('#!AMR\nnoise'), '8k_zh')).toMatchObject({ Response: { Result: '' } });
  });
});

describe('text messages by SMS', () => {
  it('are recorded, with a status for each number', async () => {
    expect(await sms('+8613800000000')).toMatchObject({
      Response: { SendStatusSet: [{ Code: 'Ok', PhoneNumber: '+8613800000000' }] },
    });
    expect(await sms('+8613800000000')).toMatchObject({
      Response: { SendStatusSet: [{ Code: 'LimitExceeded.PhoneNumberThirtySecondLimit' }] },
    });
    const code = 'FailedOperation.PhoneNumberInBlacklist';
    await bench().request('POST', '/control/sms', { phone: '+8613900000000', code });
    expect(await sms('+8613900000000')).toMatchObject({ Response: { SendStatusSet: [{ Code: code }] } });
    const { json } = await bench().request('GET', '/control/sms?phone=%2B8613800000000');
    expect(json).toMatchObject([{ params: ['123456'], code: 'Ok' }, {}]);
  });
});

describe('requests to Tencent Cloud', () => {
  it('are refused in HTTP 200 when the signature or the action is wrong', async () => {
    expect(await sms('+8613800000000', 'other')).toMatchObject({
      Response: { Error: { Code: 'AuthFailure.SignatureFailure' } },
    });
    expect(await call('sms', '2021-01-11', 'SendPigeon', {})).toMatchObject({
      Response: { Error: { Code: 'InvalidAction' } },
    });
    bench().advance(600_000);
    expect(await sms('+8613800000000')).toMatchObject({ Response: { Error: { Code: 'AuthFailure.SignatureExpire' } } });
  });
});

describe('checks of the real name', () => {
  const check = async (Name: string, IdCard: string): Promise<unknown> => {
    const answer = await call('faceid', '2018-03-01', 'IdCardVerification', { IdCard, Name });
    return (answer as { Response: { Result: unknown } }).Response.Result;
  };

  it('answer with result codes, as strings', async () => {
    const { name, idNumber } = demoPerson(0);
    const unknown = `11010119900307125${idCheckCharacter('11010119900307125')}`;
    expect(await check(name, idNumber)).toBe('0');
    expect(await check('王五', idNumber)).toBe('-1');
    expect(await check(name, `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`)).toBe('-2');
    expect(await check('X', idNumber)).toBe('-3');
    expect(await check(name, unknown)).toBe('-5');
  });
});
