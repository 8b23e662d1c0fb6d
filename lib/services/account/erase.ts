import type { CodeSender } from '../../followers/code-sender.ts';
import type { Erasure } from '../../followers/erasure.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { type CodeShown, codeShown, redeemedPayload } from '../../guard/codes.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { Log } from '../../platform/log.ts';

/** What erasing takes. */
export interface EraseDeps {
  codes: CodeSender;
  proofs: Pick<Proofs, 'phoneOf'>;
  erasure: Pick<Erasure, 'erase'>;
  log: Log;
}

/** Erased, or a code was sent that has to come back first. */
export type EraseAnswer = { erased: true } | ({ erased: false } & CodeShown);

const erase = async ({ erasure, log }: EraseDeps, openid: string, now: number): Promise<EraseAnswer> => {
  const { items } = await erasure.erase(openid, now);
  log.info('follower_erased', { openid, items, channel: 'page' });
  return { erased: true };
};

/** Erases everything, after a code to the phone that the follower registered; at once for who has none. */
export const eraseEverything = async (
  deps: EraseDeps,
  call: ApiCall<{ challenge?: string | undefined; code?: string | undefined }>,
): Promise<EraseAnswer> => {
  const { follower, input, now, sourceIp } = call;
  const { openid } = follower;
  const phone = await deps.proofs.phoneOf(openid);
  if (phone === undefined) return erase(deps, openid, now);
  const { challenge, code } = input;
  if (challenge === undefined || code === undefined) {
    const request = { purpose: 'erasure', phone, payload: {}, sourceIp } as const;
    return { erased: false, ...codeShown(await deps.codes.send(openid, request, now)) };
  }
  redeemedPayload(await deps.codes.redeem(openid, { purpose: 'erasure', challenge, code }, now));
  return erase(deps, openid, now);
};
