import * as z from 'zod/mini';
import { type DeskRoom, type DeskRoute, defineDeskRoom, defineDeskRoute } from '../../guard/desk.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { Ports } from '../../guard/service.ts';
import { type NotifyDeps, notifyGroup } from './notify.ts';
import { createGroups, type Groups, type GroupsDeps } from './service.ts';
import { groupsOf } from './terms.ts';
import { listUnread, type UnreadDeps } from './unread.ts';

/** What the room takes. */
export interface OfficersRoomDeps
  extends GroupsDeps,
    Omit<NotifyDeps, 'notices'>,
    Omit<UnreadDeps, 'notices' | 'members'> {
  notices: GroupsDeps['notices'] & UnreadDeps['notices'];
  pageUrl: Ports['pageUrl'];
}

const id = z.string().check(z.maxLength(64));
const text = (most: number, fault: string) =>
  z.string().check(z.trim(), z.minLength(1, fault), z.maxLength(most, fault));
const among = (least: number, most: number, fault: string) =>
  z.int(fault).check(z.minimum(least, fault), z.maximum(most, fault));

const inputs = {
  members: z.strictObject({ id, state: z.enum(['requested', 'member', 'rejected']) }),
  decide: z.strictObject({
    id,
    ref: z.string().check(z.regex(/^[\w-]{32}$/, '没有这个人，请刷新页面再看。')),
    to: z.enum(['member', 'rejected']),
    reason: z.optional(text(20, '原因请写1到20个字，会发给对方。')),
  }),
  invite: z.strictObject({
    id,
    most: among(1, 200, '可用人数是1到200。'),
    days: among(1, 90, '有效天数是1到90。'),
  }),
  notify: z.strictObject({
    id,
    key: z.string().check(z.regex(/^[\w-]{8,64}$/)),
    title: text(20, '标题请写1到20个字。'),
    department: z.optional(text(20, '发布部门请写1到20个字。')),
    requirement: text(20, '办理要求请写1到20个字。'),
    text: z.optional(z.string().check(z.trim(), z.maxLength(5000, '正文最多5000字。'))),
    remindAfterHours: among(1, 168, '提醒时间是1到168小时。'),
  }),
  unread: z.strictObject({ id }),
};

const decided = async (groups: Groups, given: z.infer<typeof inputs.decide>, by: string, at: number) => {
  const { id: groupId, ref, to, reason } = given;
  if (to === 'rejected' && reason === undefined) {
    throw new Refusal('reason_needed', '请写明没有通过的原因，会发给对方。', { field: 'reason' });
  }
  const decision = to === 'member' ? { to, by, at } : { to, by, at, reason: reason ?? '' };
  const member = await groups.decide(groupId, ref, decision);
  if (member !== undefined) return { member };
  throw new Refusal('decided_already', '这条申请已经处理过，或对方已退出。请刷新页面再看。', { status: 409 });
};

const shownInvitation = ({ pageUrl }: OfficersRoomDeps, { code, until }: { code: string; until: number }) => ({
  code: `${code.slice(0, 5)}-${code.slice(5)}`,
  url: pageUrl('/pages/officers', { invitation: code }),
  until,
});

const unreadOf = async (deps: OfficersRoomDeps, noticeId: string) => {
  const unread = await listUnread(deps, noticeId);
  if (unread !== undefined) return unread;
  throw new Refusal('no_such_notice', '没有这条发给专管员的通知，请刷新页面再看。', { status: 404 });
};

const routesOf = (deps: OfficersRoomDeps): DeskRoute[] => {
  const groups = createGroups(deps);
  return [
    defineDeskRoute({
      method: 'GET',
      path: '/',
      handle: async ({ organisation }) => ({ groups: groupsOf(organisation) }),
    }),
    defineDeskRoute({
      method: 'GET',
      path: '/groups/:id/members',
      input: inputs.members,
      handle: async ({ input }) => ({ members: await groups.members(input.id, input.state) }),
    }),
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/decide',
      input: inputs.decide,
      handle: ({ input, staff, now }) => decided(groups, input, `staff:${staff.name}`, now),
    }),
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/invite',
      input: inputs.invite,
      handle: async ({ input: { id: groupId, ...terms }, staff }) =>
        shownInvitation(deps, await groups.invite(groupId, { ...terms, by: `staff:${staff.name}` })),
    }),
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/notify',
      input: inputs.notify,
      handle: async ({ input: { id: groupId, department, text: full, ...rest }, staff }) => {
        const more = { ...(department ? { department } : {}), ...(full ? { text: full } : {}) };
        const notice = { ...rest, ...more, groupId, confirmation: 'by-staff' } as const;
        return { id: (await notifyGroup(deps, notice, `staff:${staff.name}`)).id };
      },
    }),
    defineDeskRoute({
      method: 'GET',
      path: '/notices/:id/unread',
      input: inputs.unread,
      handle: ({ input }) => unreadOf(deps, input.id),
    }),
  ];
};

/** The room 专管员: who asks to join, who is in, invitations, notices that must be read and who has not read them. */
export const createOfficersRoom = (deps: OfficersRoomDeps): DeskRoom =>
  defineDeskRoom({
    name: 'officers',
    title: '专管员',
    path: '/desk/officers',
    right: 'notices',
    shown: ({ notices }) => (notices.groups ?? []).length > 0,
    routes: routesOf(deps),
  });
