import type { Notice } from '../../notices/model.ts';
import type { Notices } from '../../notices/port.ts';
import type { Readings } from '../../notices/readings.ts';
import { remindUnreadAt } from '../../notices/remind-unread.ts';
import type { Delivery } from '../../notices/segment.ts';
import { pseudonym } from '../../platform/keys.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { GroupNotices } from './group-notices.ts';
import type { GroupReadings, ReadingCounts, SentNotice } from './model.ts';
import { readingState } from './reading-state.ts';
import type { Members } from './store.ts';
import { groupOf } from './terms.ts';

/** What looking over a group's readings takes. */
export interface GroupReadingsDeps {
  organisation: Organisation;
  members: Pick<Members, 'list'>;
  groupNotices: Pick<GroupNotices, 'latest'>;
  notices: Pick<Notices, 'get' | 'deliveries'>;
  readings: Pick<Readings, 'unread'>;
}

/** Each costs a read for every 96 recipients. */
const mostNotices = 3;

/** Left the account, or was no member any more when it went out: nobody waits for them. */
const isExcused = ({ code }: Delivery): boolean => code === 'n' || code === 'o';

/** Of the members, who was to read a notice, and who of them has not, by openid. */
interface Audience {
  notice: Notice;
  waitedFor: Set<string>;
  unread: Set<string>;
}

const audienceOf = async (
  { notices, readings }: GroupReadingsDeps,
  notice: Notice,
  isMember: (openid: string) => boolean,
): Promise<Audience> => {
  const deliveries: Delivery[] = [];
  for await (const delivery of notices.deliveries(notice.id)) {
    if (isMember(delivery.openid) && !isExcused(delivery)) deliveries.push(delivery);
  }
  const unread = new Set<string>();
  for await (const { openid } of readings.unread(notice.id, deliveries)) unread.add(openid);
  return { notice, waitedFor: new Set(deliveries.map(({ openid }) => openid)), unread };
};

const shown = ({ notice, waitedFor, unread }: Audience, now: number): SentNotice => {
  const dueAt = remindUnreadAt(notice);
  return {
    ...{ id: notice.id, title: notice.title, sentAt: notice.startedAt ?? notice.createdAt },
    ...(dueAt === undefined ? {} : { dueAt }),
    ...{ people: waitedFor.size, unread: unread.size },
    isOverdue: unread.size > 0 && readingState(notice, false, now) === 'overdue',
  };
};

const countsOf = (audiences: readonly Audience[], openid: string, now: number): ReadingCounts => {
  const counts: ReadingCounts = { read: 0, unread: 0, overdue: 0 };
  for (const { notice, waitedFor, unread } of audiences) {
    if (waitedFor.has(openid)) counts[readingState(notice, !unread.has(openid), now)] += 1;
  }
  return counts;
};

const sentNotices = async (deps: GroupReadingsDeps, groupId: string, now: number): Promise<Notice[]> => {
  const latest = await deps.groupNotices.latest(groupId, 2 * mostNotices, now);
  const found = await Promise.all(latest.map(({ noticeId }) => deps.notices.get(noticeId)));
  return found
    .filter((notice) => notice !== undefined)
    .filter(({ startedAt }) => startedAt !== undefined)
    .slice(0, mostNotices);
};

/** The last three notices to a group, and how far each member is with them; throws `Refusal('no_such_group')`. */
export const readGroupReadings = async (
  deps: GroupReadingsDeps,
  groupId: string,
  now: number,
): Promise<GroupReadings> => {
  groupOf(deps.organisation, groupId);
  const openids = new Set<string>();
  for await (const { openid, state } of deps.members.list(groupId)) if (state === 'member') openids.add(openid);
  const notices = await sentNotices(deps, groupId, now);
  const audiences = await Promise.all(notices.map((notice) => audienceOf(deps, notice, (each) => openids.has(each))));
  return {
    notices: audiences.map((audience) => shown(audience, now)),
    members: Object.fromEntries([...openids].map((openid) => [pseudonym(openid), countsOf(audiences, openid, now)])),
  };
};
