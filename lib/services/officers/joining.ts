import type { Consents } from '../../followers/consents.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { type AttemptDeps, countedGuess } from '../../guard/attempts.ts';
import { requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { FoundInvitation, GroupInvitation, GroupInvitations } from './invitations.ts';
import type { GroupShown, InvitationShown, Member, OfficersShown } from './model.ts';
import type { Joining, Members } from './store.ts';
import { type Group, groupOf, groupPurpose, groupsOf, officerTerms, termsVersion } from './terms.ts';

/** What joining and leaving takes. */
export interface JoiningDeps extends AttemptDeps {
  members: Members;
  groupInvitations: Pick<GroupInvitations, 'find' | 'use'>;
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
  ...(member?.state === 'rejected' && member.decidedFrom === 'member' ? { removed: true } : {}),
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

const refusals = {
  spent: {
    code: 'invitation_spent',
    message: '这个邀请码不能用了：可能填错、用完或过期。请核对，或向网点重新要一个。',
  },
  revoked: {
    code: 'invitation_revoked',
    message: '这个邀请已经被网点撤回，不能再用。请向网点要新的邀请码，或在“单位专管员”页选群组申请加入。',
  },
  barred: {
    code: 'invitation_barred',
    message: '网点没有同意您加入，或已把您移出群组，原来的邀请码不能再用。请联系网点要新的邀请码，或重新申请加入。',
  },
};

const refusalOf = (why: keyof typeof refusals): Refusal => {
  const { code, message } = refusals[why];
  return new Refusal(code, message, {
    ...{ status: 404, field: 'invitation' },
    next: { label: '去“单位专管员”页', href: '/pages/officers' },
  });
};

const opened = (found: FoundInvitation | undefined): GroupInvitation => {
  if (found?.kind === 'open') return found.invitation;
  throw refusalOf(found?.kind ?? 'spent');
};

const openInvitation = async (deps: JoiningDeps, call: ApiCall<{ invitation: string }>): Promise<GroupInvitation> => {
  const { follower, input, now, sourceIp } = call;
  const { openid } = follower;
  const guesser = { openid, sourceIp, target: input.invitation };
  const find = () => deps.groupInvitations.find(input.invitation, openid, now);
  return opened(await countedGuess(deps, 'group-invitation', guesser, now, find));
};

const titleOf = (organisation: Organisation, groupId: string): string => {
  const group = groupsOf(organisation).find(({ id }) => id === groupId);
  if (group === undefined) throw refusalOf('spent');
  return group.title;
};

/** Which group an invitation is for. Wrong codes are counted, like every guess. */
export const lookAtInvitation = async (
  deps: JoiningDeps,
  call: ApiCall<{ invitation: string }>,
): Promise<InvitationShown> => {
  const { groupId, unit, until } = await openInvitation(deps, call);
  return { groupId, ...(unit === undefined ? {} : { unit }), until, title: titleOf(call.organisation, groupId) };
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

/** Takes a use of the invitation. One that was revoked, or used up, after it was looked at is refused with its reason. */
const useInvitation = async (deps: JoiningDeps, code: string, { follower, now }: ApiCall<JoinInput>): Promise<void> => {
  const { openid } = follower;
  if (await deps.groupInvitations.use(code, openid, now)) return;
  const found = await deps.groupInvitations.find(code, openid, now);
  throw refusalOf(found === undefined || found.kind === 'open' ? 'spent' : found.kind);
};

/** By invitation they are in at once, on the invitation's own group and for its unit; else staff decide. */
const admit = async (deps: JoiningDeps, call: ApiCall<JoinInput>): Promise<Pick<Joining, 'unit' | 'state'>> => {
  const { groupId, invitation, unit } = call.input;
  if (invitation === undefined) return { unit, state: 'requested' };
  const found = await openInvitation(deps, { ...call, input: { invitation } });
  if (found.groupId !== groupId) throw refusalOf('spent');
  await useInvitation(deps, invitation, call);
  return { unit: found.unit ?? unit, state: 'member' };
};

/** Joins a group by invitation, or asks to. Repeatable; a member stays one, whatever became of the invitation since. */
export const joinGroup = async (deps: JoiningDeps, call: ApiCall<JoinInput>): Promise<{ state: Member['state'] }> => {
  const { organisation, follower, input, now } = call;
  const { openid } = follower;
  requirePresence(follower);
  requireConsent(input.consentVersion);
  const { id: groupId } = groupOf(organisation, input.groupId);
  await requirePhone(deps, openid);
  if ((await deps.members.get(groupId, openid))?.state === 'member') return { state: 'member' };
  const { unit, state } = await admit(deps, call);
  const { unitNumber, name, consentVersion } = input;
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
