import { Refusal } from '../../guard/refusal.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { NoticeRules } from '../../platform/profile/notices.ts';

/** Version of the text below, as it is kept with each consent. */
export const termsVersion = '2026-11';

/** A group of the profile. */
export type Group = NonNullable<NoticeRules['groups']>[number];

/** What an officer agrees to when joining; text messages included. */
export const officerTerms = ({ profile }: Organisation): string =>
  [
    `我同意${profile.name}用公众号给我发单位业务通知；`,
    '要求确认的通知，我到期没有点“我已阅读”的，可以发短信到我验证过的手机号。',
    '我的姓名（加密）、单位和单位账号只用于审核和联系，不提供给别人。我可以随时退出，退出就是撤回同意。',
  ].join('');

/** The purpose under which the consent to a group is kept. */
export const groupPurpose = (groupId: string): string => `group:${groupId}`;

/** The organisation's groups. */
export const groupsOf = ({ profile }: Organisation): Group[] => profile.notices.groups ?? [];

/** A group of the organisation; throws `Refusal` for any other id. */
export const groupOf = (organisation: Organisation, id: string): Group => {
  const group = groupsOf(organisation).find((each) => each.id === id);
  if (group !== undefined) return group;
  throw new Refusal('no_such_group', '没有这个群组，请刷新页面再选。', { status: 404, field: 'groupId' });
};
