import { AppError } from '../platform/errors.ts';
import type { TencentCloud } from './client.ts';

/** What became of a message to one phone. `paced`: this phone has had too many; `unreachable`: it will never get one, by the operator's code. */
export type SmsOutcome = { kind: 'sent' } | { kind: 'paced' } | { kind: 'unreachable'; reason: string };

/** Text messages (短信) by Tencent Cloud. */
export interface Sms {
  /**
   * Sends a template to a mainland number of 11 digits. Throws `TencentCloudNetworkError` when nobody knows whether it went, and `AppError`
   * with the operator's code when the account itself is at fault (template, signature, balance): `retry` for its own failures, else `give-up`.
   */
  send(message: { phone: string; templateId: string; parameters: string[] }): Promise<SmsOutcome>;
}

const sms = { name: 'sms', version: '2021-01-11' };

/** Codes of one number's status by their beginning (短信 API: SendStatus.Code); the first that fits decides. */
const decided: readonly [prefix: string, decide: (code: string) => SmsOutcome][] = [
  ['Ok', () => ({ kind: 'sent' })],
  ['LimitExceeded.PhoneNumber', () => ({ kind: 'paced' })],
  ['LimitExceeded.DeliveryFrequencyLimit', () => ({ kind: 'paced' })],
  ['FailedOperation.PhoneNumberInBlacklist', (reason) => ({ kind: 'unreachable', reason })],
  ['FailedOperation.PhoneNumberParseFail', (reason) => ({ kind: 'unreachable', reason })],
  ['FailedOperation.InvalidParameterValue.IncorrectPhoneNumber', (reason) => ({ kind: 'unreachable', reason })],
  ['InvalidParameterValue.IncorrectPhoneNumber', (reason) => ({ kind: 'unreachable', reason })],
  ['UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber', (reason) => ({ kind: 'unreachable', reason })],
];

const outcomeOf = (code: string): SmsOutcome => {
  const decide = decided.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (decide !== undefined) return decide(code);
  const kind = code.startsWith('InternalError') || code.startsWith('RequestLimitExceeded') ? 'retry' : 'give-up';
  throw new AppError(code, kind, `SendSms answered ${code} for a number`);
};

/** Sends as the application `appId`, signed (【…】) with `signName`, both as the console of Tencent Cloud has them. */
export const createSms = (cloud: TencentCloud, sender: { appId: string; signName: string }): Sms => ({
  send: async ({ phone, templateId, parameters }) => {
    const answer = await cloud.call(sms, 'SendSms', {
      PhoneNumberSet: [`+86${phone}`],
      SmsSdkAppId: sender.appId,
      SignName: sender.signName,
      TemplateId: templateId,
      TemplateParamSet: parameters,
    });
    const [status] = (answer['SendStatusSet'] ?? []) as { Code?: string }[];
    return outcomeOf(status?.Code ?? 'none');
  },
});
