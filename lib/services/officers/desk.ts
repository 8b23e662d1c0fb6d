import type * as z from 'zod/mini';
import { type DeskRoom, type DeskRoute, defineDeskRoom, defineDeskRoute } from '../../guard/desk.ts';
import { Refusal } from '../../guard/refusal.ts';
import { beijingDay } from '../../platform/clock.ts';
import { deskInputs } from './desk-inputs.ts';
import { type DeskInvitationDeps, invitationRoutes } from './desk-invitations.ts';
import type { GroupNotices } from './group-notices.ts';
import { type GroupReadingsDeps, readGroupReadings } from './group-readings.ts';
import type { MemberShown } from './model.ts';
import { type NotifyDeps, notifyGroup } from './notify.ts';
import { createGroups, type Groups, type GroupsDeps } from './service.ts';
import { groupsOf } from './terms.ts';
import { listUnread, type UnreadDeps } from './unread.ts';
import { csvFile, type DeliveryWords, unreadCsv } from './unread-file.ts';

/** What the room takes. */
export interface OfficersRoomDeps
  extends Omit<GroupsDeps, 'notices' | 'keptInvitations'>,
    DeskInvitationDeps,
    Pick<NotifyDeps, 'texts'>,
    Pick<GroupReadingsDeps, 'readings'> {
  notices: GroupsDeps['notices'] & UnreadDeps['notices'];
  groupNotices: GroupNotices;
  words: DeliveryWords;
}

const nobody = (): Refusal =>
  new Refusal('decided_already', '没有这个人，或已经有人处理过了。请刷新页面再看。', { status: 409 });

const found = (member: MemberShown | undefined): { member: MemberShown } => {
  if (member === undefined) throw nobody();
  return { member };
};

const decided = async (groups: Groups, given: z.infer<typeof deskInputs.decide>, by: string, at: number) => {
  const { id: groupId, ref, to, reason } = given;
  if (to === 'rejected' && reason === undefined) {
    throw new Refusal('reason_needed', '请写明没有通过的原因，会发给对方。', { field: 'reason' });
  }
  const decision = to === 'member' ? { to, by, at } : { to, by, at, reason: reason ?? '' };
  return found(await groups.decide(groupId, ref, decision));
};

const unreadOf = async (deps: OfficersRoomDeps, noticeId: string, look: Parameters<typeof listUnread>[2]) => {
  const unread = await listUnread(deps, noticeId, look);
  if (unread !== undefined) return unread;
  throw new Refusal('no_such_notice', '没有这条发给专管员的通知，请刷新页面再看。', { status: 404 });
};

/** All of them, though the list at the desk ends at a thousand. */
const unreadFile = async (deps: OfficersRoomDeps, noticeId: string, now: number): Promise<Response> => {
  const { people } = await unreadOf(deps, noticeId, { now, most: Number.POSITIVE_INFINITY });
  const title = (await deps.notices.get(noticeId))?.title ?? noticeId;
  return csvFile(unreadCsv(people, deps.words), `未确认-${title}-${beijingDay(now)}.csv`);
};

const memberRoutes = (deps: OfficersRoomDeps): DeskRoute[] => {
  const groups = createGroups(deps);
  return [
    defineDeskRoute({
      method: 'GET',
      path: '/groups/:id/members',
      input: deskInputs.members,
      handle: async ({ input }) => ({ members: await groups.members(input.id, input.state) }),
    }),
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/decide',
      input: deskInputs.decide,
      handle: ({ input, staff, now }) => decided(groups, input, `staff:${staff.name}`, now),
    }),
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/correct',
      input: deskInputs.correct,
      handle: async ({ input: { id, ref, ...unit } }) => found(await groups.correct(id, ref, unit)),
    }),
  ];
};

const noticeRoutes = (deps: OfficersRoomDeps): DeskRoute[] => [
  defineDeskRoute({
    method: 'POST',
    path: '/groups/:id/notify',
    input: deskInputs.notify,
    handle: async ({ input: { id: groupId, department, text: full, ...rest }, staff }) => {
      const more = { ...(department ? { department } : {}), ...(full ? { text: full } : {}) };
      const notice = { ...rest, ...more, groupId, confirmation: 'by-staff' } as const;
      return { id: (await notifyGroup(deps, notice, `staff:${staff.name}`)).id };
    },
  }),
  defineDeskRoute({
    method: 'GET',
    path: '/groups/:id/readings',
    input: deskInputs.group,
    handle: ({ input, now }) => readGroupReadings(deps, input.id, now),
  }),
  defineDeskRoute({
    method: 'GET',
    path: '/notices/:id/unread',
    input: deskInputs.unread,
    handle: ({ input, now }) => unreadOf(deps, input.id, { now }),
  }),
  defineDeskRoute({
    method: 'GET',
    path: '/notices/:id/unread/file',
    input: deskInputs.unread,
    handle: ({ input, now }) => unreadFile(deps, input.id, now),
  }),
];

const routesOf = (deps: OfficersRoomDeps): DeskRoute[] => [
  defineDeskRoute({
    method: 'GET',
    path: '/',
    handle: async ({ organisation }) => ({ groups: groupsOf(organisation) }),
  }),
  ...memberRoutes(deps),
  ...invitationRoutes(deps),
  ...noticeRoutes(deps),
];

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
