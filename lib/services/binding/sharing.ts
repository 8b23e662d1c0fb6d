import type { Bindings } from '../../followers/bindings.ts';
import type { Consents } from '../../followers/consents.ts';
import type { Counters } from '../../followers/counters.ts';
import { bindingPurpose } from '../../followers/enrolment.ts';
import type { Family, JoinOutcome } from '../../followers/family.ts';
import { requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall, Ports } from '../../guard/service.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { requireConsent, rulesOf } from './kinds.ts';
import type { BindingShown, InvitationShown, MemberShown } from './model.ts';
import { noSuchBinding, shownBinding } from './shown.ts';

/** What sharing takes. */
export interface SharingDeps {
  bindings: Pick<Bindings, 'list'>;
  family: Family;
  counters: Counters;
  consents: Pick<Consents, 'record'>;
  pageUrl: Ports['pageUrl'];
}

const invitationsPerDay = 20;

const spent = (): Refusal =>
  new Refusal('invitation_spent', '这个邀请不能用了：可能已经用过、过了24小时，或家人已收回。请家人重新发一个。', {
    status: 404,
  });

const refusals: Readonly<Record<Exclude<JoinOutcome['kind'], 'joined'>, () => Refusal>> = {
  spent,
  own: () => new Refusal('own_invitation', '这是您自己发出的邀请，请转发给家人打开。', { status: 409 }),
  exists: () => new Refusal('already_bound', '您已经绑定了这一个，不用再接受邀请。', { status: 409 }),
  full: () => new Refusal('binding_full', '您绑定的已经满了。请先解绑一个，再打开这个邀请。', { status: 409 }),
  'no-room': () => new Refusal('no_room', '这个账户的家人已经满4位。请家人先移出一位，再重新邀请您。', { status: 409 }),
};

/** Invites one family member, by a link that works once within 24 hours. */
export const inviteMember = async (deps: SharingDeps, call: ApiCall<{ id: string }>) => {
  const { organisation, follower, input, now } = call;
  const own = (await deps.bindings.list(follower.openid)).find(({ id }) => id === input.id);
  if (own === undefined) throw noSuchBinding();
  if (!shownBinding(organisation, own).shareable) {
    throw new Refusal('not_shared', '这一项不能和家人共享。', { status: 403 });
  }
  const allowance = { what: 'invite', who: follower.openid, most: invitationsPerDay };
  if ((await deps.counters.take([allowance], now)) !== undefined) {
    throw new Refusal('invite_limit', '今天发的邀请太多了，请明天再发。', { status: 429 });
  }
  const created = await deps.family.invite(follower.openid, input.id, now);
  if (created === undefined) throw noSuchBinding();
  return { url: deps.pageUrl(`/pages/invite/${created.token}`), expiresAt: created.until };
};

const sharedRules = (organisation: Organisation, kind: string) => {
  const found = rulesOf(organisation, kind);
  if (!found.rules.shared) throw spent();
  return found;
};

/** What an open invitation asks consent for. */
export const lookAtInvitation = async (
  deps: SharingDeps,
  call: ApiCall<{ token: string }>,
): Promise<InvitationShown> => {
  const invitation = await deps.family.look(call.input.token, call.now);
  if (invitation === undefined) throw spent();
  const { kind, until } = invitation;
  const { title, consent } = sharedRules(call.organisation, kind).rules;
  return { kind, title, consentText: consent.text, consentVersion: consent.version, until };
};

/** Joins as a family member, who may look but change nothing. */
export const acceptInvitation = async (
  deps: SharingDeps,
  call: ApiCall<{ token: string; consentVersion: string }>,
): Promise<{ binding: BindingShown }> => {
  const { organisation, follower, input, now } = call;
  const { openid } = follower;
  requirePresence(follower);
  const invitation = await deps.family.look(input.token, now);
  if (invitation === undefined) throw spent();
  const { kind, rules } = sharedRules(organisation, invitation.kind);
  requireConsent(input.consentVersion, rules);
  const { consentVersion } = input;
  const outcome = await deps.family.join(openid, input.token, { most: rules.most, consentVersion }, now);
  if (outcome.kind !== 'joined') throw refusals[outcome.kind]();
  const purpose = bindingPurpose(kind);
  await deps.consents.record({ openid, purpose, given: true, at: now, channel: 'invitation', version: consentVersion });
  return { binding: shownBinding(organisation, outcome.binding) };
};

/** Who looks along at the follower's own binding. */
export const listMembers = async (
  { family }: SharingDeps,
  { follower, input }: ApiCall<{ id: string }>,
): Promise<{ members: MemberShown[] }> => {
  const members = await family.members(follower.openid, input.id);
  return { members: members.map(({ place, since }) => ({ place, since })) };
};

/** Ends what one member sees. */
export const dismissMember = async ({ family }: SharingDeps, call: ApiCall<{ id: string; place: string }>) => {
  const { id, place } = call.input;
  if (await family.dismiss(call.follower.openid, id, place)) return {};
  throw new Refusal('no_such_member', '没有这位家人，请刷新页面再看。', { status: 404 });
};
