import type { Consents } from '../../followers/consents.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { type AttemptDeps, slowly, takeAttempt } from '../../guard/attempts.ts';
import { notFollowing, requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { RealName } from '../../tencent-cloud/real-name.ts';
import { termsVersion } from './terms.ts';

/** What checking the real name takes. */
export interface NameDeps extends AttemptDeps {
  realName: () => Promise<RealName>;
  proofs: Pick<Proofs, 'record'>;
  consents: Pick<Consents, 'record'>;
}

const requireConsent = (version: string): void => {
  if (version === termsVersion) return;
  throw new Refusal('consent_outdated', '使用说明有更新，请刷新页面，看过并同意后再继续。', { field: 'consent' });
};

/** A wrong name, a wrong number and one that is in no register look the same. */
const noMatch = (): Refusal =>
  new Refusal('no_match', '姓名和身份证号对不上，请按身份证核对后再试。刚改过名字的，请带身份证到网点办理。');

/** Proves the real name by name and ID number. Every check counts, since every check that was answered is paid for; five a day per follower and per number. */
export const proveName = async (
  deps: NameDeps,
  call: ApiCall<{ name: string; idNumber: string; consentVersion: string }>,
): Promise<{ tier: 'verified' }> => {
  const { follower, input, now, sourceIp } = call;
  const { openid } = follower;
  const { name, idNumber, consentVersion } = input;
  requirePresence(follower);
  requireConsent(consentVersion);
  await takeAttempt(deps, 'real-name', { openid, sourceIp, target: idNumber }, now);
  const outcome = await slowly(deps, async () => (await deps.realName()).check({ name, idNumber }));
  if (outcome.kind !== 'match') throw noMatch();
  const proof = { what: 'name', tier: 'verified', method: 'id-card-verification', at: now, idNumber } as const;
  if (!(await deps.proofs.record(openid, proof))) throw notFollowing();
  await deps.consents.record({
    ...{ openid, purpose: 'real-name', given: true, at: now },
    ...{ channel: 'page', version: termsVersion },
  });
  return { tier: 'verified' };
};
