import type { MatchedSubject } from '../../backend/kinds.ts';
import type { Backend } from '../../backend/port.ts';
import type { Bindings } from '../../followers/bindings.ts';
import type { CodeSender } from '../../followers/code-sender.ts';
import type { Enrol } from '../../followers/enrolment.ts';
import { type AttemptDeps, countedGuess } from '../../guard/attempts.ts';
import { type CodeShown, codeShown, redeemedPayload } from '../../guard/codes.ts';
import { notFollowing, requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import { readClaims } from './claims.ts';
import { type BoundKind, requireConsent, rulesOf } from './kinds.ts';
import type { BindingShown } from './model.ts';
import { shownBinding } from './shown.ts';

/** What proving and binding takes. */
export interface ProofDeps extends AttemptDeps {
  backend: Pick<Backend, 'match'>;
  bindings: Pick<Bindings, 'list'>;
  codes: CodeSender;
  enrol: Enrol;
}

/** What waits, encrypted, for the code to come back. */
interface Waiting {
  kind: string;
  subject: string;
  shown: string;
  areaId?: string;
  consentVersion: string;
}

const tooMany = (title: string, most: number): Refusal =>
  new Refusal('binding_full', `最多绑定${most}个${title}，已经绑满了。请先解绑一个，再来绑定。`, { status: 409 });

const phoneOf = ({ phone }: MatchedSubject): string => {
  if (phone !== undefined) return phone;
  throw new Refusal('no_contact', '登记资料里没有手机号，不能在网上核对。请带身份证到网点补登记。');
};

/** Every cause has this one sentence: nobody learns which claim was wrong, or whether the account exists. */
const noMatch = (): Refusal =>
  new Refusal('no_match', '填写的资料和登记的对不上，请核对后再试。资料有变动的，请到网点更正。');

/** Checks the claims against the organisation's records, and sends a code to the phone on record. */
export const startBinding = async (
  deps: ProofDeps,
  call: ApiCall<{ kind: string; claims: Record<string, string>; consentVersion: string }>,
): Promise<CodeShown> => {
  const { organisation, follower, input, now, sourceIp } = call;
  const { openid } = follower;
  requirePresence(follower);
  const { kind, rules } = rulesOf(organisation, input.kind);
  requireConsent(input.consentVersion, rules);
  const { claims, identifier } = readClaims(kind, input.claims);
  if ((await deps.bindings.list(openid, kind)).length >= rules.most) throw tooMany(rules.title, rules.most);
  const guesser = { openid, sourceIp, target: `${kind} ${identifier}` };
  const matched = await countedGuess(deps, 'bind', guesser, now, () => deps.backend.match(kind, claims));
  if (matched === undefined) throw noMatch();
  const payload = waitingOf(kind, matched, input.consentVersion);
  const request = { purpose: 'binding', phone: phoneOf(matched), payload, sourceIp } as const;
  return codeShown(await deps.codes.send(openid, request, now));
};

const waitingOf = (kind: BoundKind, { subject, shown, areaId }: MatchedSubject, consentVersion: string) => ({
  ...{ kind, subject, shown, consentVersion },
  ...(areaId === undefined ? {} : { areaId }),
});

/** Binds what the code stands for. */
export const confirmBinding = async (
  deps: ProofDeps,
  call: ApiCall<{ challenge: string; code: string; label?: string | undefined }>,
): Promise<{ binding: BindingShown }> => {
  const { organisation, follower, input, now } = call;
  const { challenge, code, label = '' } = input;
  requirePresence(follower);
  const given = { purpose: 'binding', challenge, code } as const;
  const payload = redeemedPayload(await deps.codes.redeem(follower.openid, given, now));
  const { consentVersion, ...subject } = payload as unknown as Waiting;
  const { rules } = rulesOf(organisation, subject.kind);
  requireConsent(consentVersion, rules);
  const outcome = await deps.enrol(follower.openid, rules, { ...subject, label, method: 'sms-code' }, now);
  if (outcome.kind === 'not-following') throw notFollowing();
  if (outcome.kind === 'full') throw tooMany(rules.title, rules.most);
  return { binding: shownBinding(organisation, outcome.binding) };
};
