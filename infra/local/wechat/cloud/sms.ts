import * as z from 'zod';
import { nextNumber } from '../ids.ts';
import type { World } from '../world.ts';
import { CloudError } from './tc3.ts';

const Request = z.looseObject({
  PhoneNumberSet: z.array(z.string()).min(1).max(200),
  SmsSdkAppId: z.string(),
  TemplateId: z.string(),
  SignName: z.string().optional(),
  TemplateParamSet: z.array(z.string()).optional(),
  SessionContext: z.string().optional(),
});
type Request = z.infer<typeof Request>;

/** 频率限制 of one number: so many within so long, and the code beyond. */
const paces = [
  { most: 1, withinMs: 30_000, code: 'LimitExceeded.PhoneNumberThirtySecondLimit' },
  { most: 5, withinMs: 3_600_000, code: 'LimitExceeded.PhoneNumberOneHourLimit' },
  { most: 10, withinMs: 86_400_000, code: 'LimitExceeded.PhoneNumberDailyLimit' },
];

const statusOf = (world: World, phone: string, request: Request): string => {
  if (!/^\+86\d{11}$/.test(phone)) return 'FailedOperation.InvalidParameterValue.IncorrectPhoneNumber';
  if (!request.SignName) return 'FailedOperation.SignatureIncorrectOrUnapproved';
  const forced = world.state.smsCodes[phone];
  if (forced) return forced;
  const sent = world.state.sms.filter((message) => message.phone === phone && message.code === 'Ok');
  const within = (ms: number) => sent.filter((message) => message.at > world.now() - ms).length;
  return paces.find(({ most, withinMs }) => within(withinMs) >= most)?.code ?? 'Ok';
};

const sendOne = (world: World, phone: string, request: Request): Record<string, unknown> => {
  const code = statusOf(world, phone, request);
  const { TemplateId: templateId, SignName: signName = '', TemplateParamSet: params = [] } = request;
  world.state.sms.push({ at: world.now(), phone, templateId, signName, params, code });
  return {
    SerialNo: code === 'Ok' ? `5000:${nextNumber(world)}` : '',
    PhoneNumber: phone,
    Fee: code === 'Ok' ? 1 : 0,
    SessionContext: request.SessionContext ?? '',
    Code: code,
    Message: code === 'Ok' ? 'send success' : code,
    IsoCode: 'CN',
  };
};

/** SendSms: records the messages and answers with a status per number. */
export const sendSms = (world: World, body: unknown): Record<string, unknown> => {
  const request = Request.safeParse(body);
  if (!request.success) throw new CloudError('InvalidParameter', `invalid ${request.error.issues[0]?.path.join('.')}`);
  const SendStatusSet = request.data.PhoneNumberSet.map((phone) => sendOne(world, phone, request.data));
  world.changed();
  return { SendStatusSet };
};
