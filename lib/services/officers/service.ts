import { valuesOf } from '../../notices/channels/render.ts';
import { noticeId } from '../../notices/notices.ts';
import type { Notices } from '../../notices/port.ts';
import { beijingDay, beijingTime } from '../../platform/clock.ts';
import { pseudonym } from '../../platform/keys.ts';
import { maskName } from '../../platform/masking.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { KeptInvitations } from './kept-invitations.ts';
import type { Member, MemberShown, MemberState } from './model.ts';
import type { Decision, Members, UnitOf } from './store.ts';
import { groupOf } from './terms.ts';

/** What looking after groups takes. */
export interface GroupsDeps {
  organisation: Organisation;
  members: Members;
  keptInvitations: Pick<KeptInvitations, 'bar'>;
  notices: Pick<Notices, 'draft'>;
  now: () => number;
}

/** What staff do with a group. Throws `Refusal('no_such_group')` for one that the profile lacks. */
export interface Groups {
  /** Who is in the group, or asks to be; tells those who were decided upon and not told, because a process died. */
  members(groupId: string, state: MemberState): Promise<MemberShown[]>;
  /**
   * Lets in or turns away, and tells them by the template `officer-joined`; undefined when there is nobody to decide upon. The invitations of the time
   * are closed to who is turned away.
   */
  decide(groupId: string, ref: string, decision: Decision): Promise<MemberShown | undefined>;
  /** Corrects the unit of a member; undefined when there is none. */
  correct(groupId: string, ref: string, unit: UnitOf): Promise<MemberShown | undefined>;
}

/** A moment as templates write it, in Beijing: `2026-11-22 09:30`. */
export const instantInNotice = (at: number): string => `${beijingDay(at)} ${beijingTime(at)}`;

const shown = ({ openid, name, unit, unitNumber, state, at }: Member): MemberShown => ({
  ...{ ref: pseudonym(openid), name: maskName(name), unit, unitNumber, state, at },
});

/** At most five characters: a `phrase` of WeChat. */
const resultOf = ({ state, decidedFrom }: Member): string => {
  if (state === 'member') return '已通过';
  return decidedFrom === 'member' ? '已移出' : '未通过';
};

const marksOf = (member: Member, title: string): Record<string, string> => ({
  unit: member.unit,
  result: resultOf(member),
  at: instantInNotice(member.at),
  remark: member.state === 'member' ? `已加入${title}` : (member.reason ?? '请联系网点'),
});

/** Tells a member what was decided, once: the notice's id is the decision's. */
const tell = async ({ organisation, members, notices }: GroupsDeps, member: Member): Promise<void> => {
  const { groupId, openid, version, at } = member;
  const template = organisation.profile.templates['officer-joined'];
  if (template !== undefined) {
    const { title } = groupOf(organisation, groupId);
    await notices.draft({
      id: noticeId('officer-joined', groupId, pseudonym(openid), String(version), String(at)),
      template: 'officer-joined',
      fields: valuesOf(template, marksOf(member, title)),
      link: '/pages/officers',
      lane: 'urgent',
      audience: { of: 'people', openids: [openid] },
      title: `${template.title} ${title}`,
      confirmation: 'automatic',
      by: 'schedule:officers',
    });
  }
  await members.told(member);
};

const findByRef = async ({ members }: GroupsDeps, groupId: string, ref: string): Promise<Member | undefined> => {
  for await (const member of members.list(groupId)) if (pseudonym(member.openid) === ref) return member;
  return undefined;
};

/** The groups of an organisation, for its staff. */
export const createGroups = (deps: GroupsDeps): Groups => ({
  members: async (groupId, state) => {
    groupOf(deps.organisation, groupId);
    const found: Member[] = [];
    for await (const member of deps.members.list(groupId)) {
      if (member.untold !== undefined) await tell(deps, member);
      if (member.state === state) found.push(member);
    }
    return found.sort((a, b) => a.at - b.at).map(shown);
  },
  decide: async (groupId, ref, decision) => {
    groupOf(deps.organisation, groupId);
    const found = await findByRef(deps, groupId, ref);
    if (found === undefined) return undefined;
    // Before the decision: in between, a code from before would let them in again.
    if (decision.to === 'rejected') await deps.keptInvitations.bar(groupId, found.openid, deps.now());
    const member = await deps.members.decide(groupId, found.openid, decision);
    if (member === undefined) return undefined;
    await tell(deps, member);
    return shown(member);
  },
  correct: async (groupId, ref, unit) => {
    groupOf(deps.organisation, groupId);
    const found = await findByRef(deps, groupId, ref);
    const member = found && (await deps.members.correct(groupId, found.openid, unit));
    return member && shown(member);
  },
});
