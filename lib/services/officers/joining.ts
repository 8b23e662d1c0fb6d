import type { Consents } from '../../followers/consents.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { type AttemptDeps, countedGuess } from '../../guard/attempts.ts';
import { requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { GroupInvitation, GroupInvitations } from './invitations.ts';
import type { GroupShown, InvitationShown, Member, OfficersShown } from './model.ts';
import type { Members } from './store.ts';
import { type Group, groupOf, groupPurpose, groupsOf, officerTerms, termsVersion } from './terms.ts';

/** What joining and leaving takes. */
export interface JoiningDeps extends AttemptDeps {
  members: Members;
  groupInvitations: GroupInvitations;
  consents: Pick<Consents, 'record'>;
  proofs: Pick<Proofs, 'phoneOf'>;
}

/** What an officer fills in. */
export interface JoinInput {
  invitation?: string | undefined;
  groupId: string;
  unit: string;
  unitNumber: string;
  name: string;
  consentVersion: string;
}

const shown = ({ id, title, about }: Group, member: Member | undefined): GroupShown => ({
  ...{ id, title, about },
  ...(member === undefined ? {} : { state: member.state, unit: member.unit, at: member.at }),
  ...(member?.reason === undefined ? {} : { reason: member.reason }),
});

/** The groups, and what the follower is to each. */
export const showGroups = async (
  { members }: Pick<JoiningDeps, 'members'>,
  { organisation, follower }: Pick<ApiCall<unknown>, 'organisation' | 'follower'>,
): Promise<OfficersShown> => {
  const mine = await members.of(follower.openid);
  return {
    groups: groupsOf(organisation).map((group) =>
      shown(
        group,
        mine.find(({ groupId }) => groupId === group.id),
      ),
    ),
    consentText: officerTerms(organisation),
    consentVersion: termsVersion,
  };
};

const spent = (): Refusal =>
  new Refusal('invitation_spent', '这个邀请码不能用了：可能填错、用完或过期。请核对，或向网点重新要一个。', {
    status: 404,
    field: 'invitation',
  });

const openInvitation = async (deps: JoiningDeps, call: ApiCall<{ invitation: string }>): Promise<GroupInvitation> => {
  const { follower, input, now, sourceIp } = call;
  const { openid } = follower;
  const guesser = { openid, sourceIp, target: input.invitation };
  const find = () => deps.groupInvitations.find(input.invitation, openid, now);
  const found = await countedGuess(deps, 'group-invitation', guesser, now, find);
  if (found === undefined) throw spent();
  return found;
};

const titleOf = (organisation: Organisation, groupId: string): string => {
  const group = groupsOf(organisation).find(({ id }) => id === groupId);
  if (group === undefined) throw spent();
  return group.title;
};

/** Which group an invitation is for. Wrong codes are counted, like every guess. */
export const lookAtInvitation = async (
  deps: JoiningDeps,
  call: ApiCall<{ invitation: string }>,
): Promise<InvitationShown> => {
  const { groupId, until } = await openInvitation(deps, call);
  return { groupId, until, title: titleOf(call.organisation, groupId) };
};

const requirePhone = async ({ proofs }: JoiningDeps, openid: string): Promise<void> => {
  if ((await proofs.phoneOf(openid)) !== undefined) return;
  throw new Refusal('phone_needed', '请先验证手机号：重要通知没看到时，会发短信提醒您。', {
    status: 403,
    next: { label: '验证手机号', href: '/pages/register' },
  });
};

const requireConsent = (version: string): void => {
  if (version === termsVersion) return;
  throw new Refusal('consent_changed', '同意书更新了，请刷新页面，重新看一遍再同意。', { status: 409 });
};

/** By invitation they are in at once, on the invitation's own group; else staff decide. */
const admit = async (deps: JoiningDeps, call: ApiCall<JoinInput>): Promise<'member' | 'requested'> => {
  const { follower, input, now } = call;
  const { invitation } = input;
  if (invitation === undefined) return 'requested';
  const { groupId } = await openInvitation(deps, { ...call, input: { invitation } });
  const isForIt = groupId === input.groupId;
  if (!isForIt || !(await deps.groupInvitations.use(invitation, follower.openid, now))) throw spent();
  return 'member';
};

/** Joins a group by invitation, or asks to. Repeatable; a member stays one. */
export const joinGroup = async (deps: JoiningDeps, call: ApiCall<JoinInput>): Promise<{ state: Member['state'] }> => {
  const { organisation, follower, input, now } = call;
  const { openid } = follower;
  requirePresence(follower);
  requireConsent(input.consentVersion);
  const { id: groupId } = groupOf(organisation, input.groupId);
  await requirePhone(deps, openid);
  const state = await admit(deps, call);
  const { unit, unitNumber, name, consentVersion } = input;
  await deps.consents.record({
    ...{ openid, purpose: groupPurpose(groupId), given: true, at: now, channel: 'page', version: consentVersion },
  });
  await deps.members.join({ groupId, openid, unit, unitNumber, name, consentVersion, state }, now);
  return { state: (await deps.members.get(groupId, openid))?.state ?? state };
};

/** Leaves a group, which takes the consent back. Repeatable. */
export const leaveGroup = async (deps: JoiningDeps, call: ApiCall<{ groupId: string }>): Promise<object> => {
  const { follower, input, now } = call;
  const { openid } = follower;
  const member = await deps.members.get(input.groupId, openid);
  await deps.members.leave(openid, input.groupId);
  if (member !== undefined) {
    const { consentVersion: version, groupId } = member;
    const consent = { openid, purpose: groupPurpose(groupId), given: false, at: now, channel: 'page', version };
    await deps.consents.record(consent);
  }
  return {};
};
