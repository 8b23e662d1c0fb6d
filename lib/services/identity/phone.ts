import type { CodeSender } from '../../followers/code-sender.ts';
import type { Consents } from '../../followers/consents.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { type CodeShown, codeShown, redeemedPayload } from '../../guard/codes.ts';
import { notFollowing, requirePresence } from '../../guard/presence.ts';
import type { ApiCall } from '../../guard/service.ts';
import { termsVersion } from './terms.ts';

/** What registering a phone takes. */
export interface PhoneDeps {
  codes: CodeSender;
  proofs: Pick<Proofs, 'record'>;
  consents: Pick<Consents, 'record'>;
}

/** Sends a code to a phone that the follower says is theirs. */
export const startPhone = async ({ codes }: PhoneDeps, call: ApiCall<{ phone: string }>): Promise<CodeShown> => {
  const { follower, input, now, sourceIp } = call;
  requirePresence(follower);
  const request = { purpose: 'phone', phone: input.phone, payload: { phone: input.phone }, sourceIp } as const;
  return codeShown(await codes.send(follower.openid, request, now));
};

/** Registers the phone that the code went to. */
export const confirmPhone = async (
  { codes, proofs, consents }: PhoneDeps,
  call: ApiCall<{ challenge: string; code: string }>,
): Promise<{ tier: 'registered' }> => {
  const { follower, input, now } = call;
  const { openid } = follower;
  const { phone } = redeemedPayload(await codes.redeem(openid, { purpose: 'phone', ...input }, now));
  const proof = { what: 'phone', tier: 'registered', method: 'sms-code', at: now, phone: String(phone) } as const;
  if (!(await proofs.record(openid, proof))) throw notFollowing();
  await consents.record({ openid, purpose: 'phone', given: true, at: now, channel: 'page', version: termsVersion });
  return { tier: 'registered' };
};
