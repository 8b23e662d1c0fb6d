import { maskPhone } from '../platform/masking.ts';
import type { Sms } from '../tencent-cloud/sms.ts';
import type { Allowance, Counters } from './counters.ts';
import type { CodePurpose, OneTimeCodes, Payload, Redeemed } from './one-time-codes.ts';
import { type Pace, resendAfterS } from './pace.ts';

/** What became of a code. `phoneShown` is masked; `too-many` is over at the next midnight in Beijing. */
export type SentCode =
  | { kind: 'sent'; challenge: string; phoneShown: string; resendAfterS: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'too-many' }
  | { kind: 'unreachable' };

/** A code to be sent. */
export interface CodeRequest {
  purpose: CodePurpose;
  phone: string;
  payload: Payload;
  /** Address that the request came from. */
  sourceIp: string;
}

/** One-time codes by text message, with the limits of phone, follower, address and of the account as a whole. */
export interface CodeSender {
  /** Throws what `Sms` throws, when the message could not be handed over. */
  send(openid: string, request: CodeRequest, now: number): Promise<SentCode>;
  redeem: OneTimeCodes['redeem'];
}

/** Codes a day. An address may be a whole mobile network's; all together bound what an attack can cost. */
const most = { follower: 20, address: 100, account: 50_000 };

const allowancesOf = (openid: string, sourceIp: string): Allowance[] => [
  { what: 'code-follower', who: openid, most: most.follower },
  { what: 'code-address', who: sourceIp, most: most.address },
  { what: 'code-account', who: 'all', most: most.account },
];

/** What sending codes takes. `templateId`: a template of Tencent Cloud whose one parameter is the code. */
export interface CodeSenderDeps {
  codes: OneTimeCodes;
  counters: Counters;
  pace: Pace;
  sms: () => Promise<Sms>;
  templateId: string;
}

/** Codes are counted before they are sent: one that fails on the way still counts, as it may have arrived. */
export const createCodeSender = (deps: CodeSenderDeps): CodeSender => {
  const { codes, counters, pace, sms, templateId } = deps;
  return {
    redeem: (openid: string, given, now): Promise<Redeemed> => codes.redeem(openid, given, now),
    send: async (openid, { purpose, phone, payload, sourceIp }, now) => {
      const paced = await pace.take(phone, now);
      if (paced.kind === 'wait') return paced;
      if ((await counters.take(allowancesOf(openid, sourceIp), now)) !== undefined) return { kind: 'too-many' };
      const { challenge, code } = await codes.issue(openid, { purpose, payload }, now);
      const outcome = await (await sms()).send({ phone, templateId, parameters: [code] });
      if (outcome.kind === 'paced') return { kind: 'wait', ms: resendAfterS * 1000 };
      if (outcome.kind === 'unreachable') return { kind: 'unreachable' };
      return { kind: 'sent', challenge, phoneShown: maskPhone(phone), resendAfterS };
    },
  };
};
