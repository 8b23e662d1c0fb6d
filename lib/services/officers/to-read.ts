import type { ApiCall } from '../../guard/service.ts';
import type { Notice } from '../../notices/model.ts';
import type { Readings } from '../../notices/readings.ts';
import { isRecipient } from '../../notices/recipients.ts';
import { remindUnreadAt } from '../../notices/remind-unread.ts';
import type { SegmentStore } from '../../notices/segments.ts';
import type { NoticeStore } from '../../notices/store.ts';
import type { GroupNotices } from './group-notices.ts';
import type { NoticeToRead } from './model.ts';
import { readingState } from './reading-state.ts';
import type { Members } from './store.ts';

/** What showing an officer their notices takes. */
export interface ToReadDeps {
  members: Pick<Members, 'of'>;
  groupNotices: Pick<GroupNotices, 'latest'>;
  sentNotices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'get' | 'last'>;
  readings: Pick<Readings, 'readAt'>;
}

/** Of each group; older ones are found in the chat. */
const mostOfGroup = 5;

const shown = (notice: Notice, readAt: number | undefined, now: number): NoticeToRead => {
  const dueAt = remindUnreadAt(notice);
  return {
    ...{ id: notice.id, title: notice.title, sentAt: notice.startedAt ?? notice.createdAt },
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(readAt === undefined ? {} : { readAt }),
    state: readingState(notice, readAt !== undefined, now),
  };
};

/** A notice that went out to this officer; nothing of one that did not, or not to them. */
const ownNotice = async (deps: ToReadDeps, id: string, openid: string, now: number): Promise<NoticeToRead[]> => {
  const notice = await deps.sentNotices.get(id);
  if (notice?.startedAt === undefined) return [];
  if (!(await isRecipient(deps.segments, notice, openid))) return [];
  return [shown(notice, await deps.readings.readAt(id, openid), now)];
};

/** The last notices that the follower has to confirm as a member of groups, the newest first. */
export const showNoticesToRead = async (
  deps: ToReadDeps,
  { follower, now }: Pick<ApiCall<unknown>, 'follower' | 'now'>,
): Promise<{ notices: NoticeToRead[] }> => {
  const { openid } = follower;
  const mine = (await deps.members.of(openid)).filter(({ state }) => state === 'member');
  const latest = await Promise.all(mine.map(({ groupId }) => deps.groupNotices.latest(groupId, mostOfGroup, now)));
  const found = await Promise.all(latest.flat().map(({ noticeId }) => ownNotice(deps, noticeId, openid, now)));
  return { notices: found.flat().sort((a, b) => b.sentAt - a.sentAt) };
};
