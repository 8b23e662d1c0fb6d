import type { Notice } from '../../notices/model.ts';
import type { Notices } from '../../notices/port.ts';
import type { Readings } from '../../notices/readings.ts';
import { remindUnreadAt } from '../../notices/remind-unread.ts';
import type { Delivery } from '../../notices/segment.ts';
import { maskName } from '../../platform/masking.ts';
import type { Member } from './model.ts';
import { readingState } from './reading-state.ts';
import type { Members } from './store.ts';

/** A member who has not confirmed a notice, as staff see them: no openid, the name masked. */
export interface UnreadShown {
  name: string;
  unit: string;
  unitNumber: string;
  /** What became of the notice: by WeChat, and by text message. */
  code: Delivery['code'];
  sms: Delivery['sms'];
}

/** Who has not read a notice. */
export interface UnreadList {
  count: number;
  /** By unit. */
  people: UnreadShown[];
  /** Recipients who have not read it and are members no longer: nobody waits for them. */
  left: number;
  /** Until when it was to be read, in epoch milliseconds; absent before it has gone out to everybody. */
  dueAt?: number;
  isOverdue: boolean;
}

/** What listing them takes. */
export interface UnreadDeps {
  notices: Pick<Notices, 'get' | 'deliveries'>;
  readings: Pick<Readings, 'unread'>;
  members: Pick<Members, 'list'>;
}

/** More of them than a person reads; the count says how many there are, and the file has all. */
const mostShown = 1000;

const membersOf = async ({ members }: UnreadDeps, groupId: string): Promise<Map<string, Member>> => {
  const found = new Map<string, Member>();
  for await (const member of members.list(groupId)) if (member.state === 'member') found.set(member.openid, member);
  return found;
};

const shown = ({ name, unit, unitNumber }: Member, { code, sms }: Delivery): UnreadShown => ({
  ...{ name: maskName(name), unit, unitNumber, code, sms },
});

const byUnit = (a: UnreadShown, b: UnreadShown): number => a.unit.localeCompare(b.unit, 'zh');

/** Every member who has not read a notice to their group, and how many recipients are members no longer. */
const everyUnread = async (deps: UnreadDeps, { id }: Notice, groupId: string) => {
  const members = await membersOf(deps, groupId);
  const people: UnreadShown[] = [];
  let left = 0;
  for await (const delivery of deps.readings.unread(id, deps.notices.deliveries(id))) {
    const member = members.get(delivery.openid);
    if (member === undefined) left += 1;
    else people.push(shown(member, delivery));
  }
  return { people: people.sort(byUnit), left };
};

/** Who has not read a notice to a group: how many, and the first 1,000 by unit, or all. Undefined for a notice that is to no group. */
export const listUnread = async (
  deps: UnreadDeps,
  noticeId: string,
  { now, most = mostShown }: { now: number; most?: number },
): Promise<UnreadList | undefined> => {
  const notice = await deps.notices.get(noticeId);
  if (notice?.audience.of !== 'group') return undefined;
  const { people, left } = await everyUnread(deps, notice, notice.audience.groupId);
  const dueAt = remindUnreadAt(notice);
  return {
    ...{ count: people.length, people: people.slice(0, most), left },
    ...(dueAt === undefined ? {} : { dueAt }),
    isOverdue: readingState(notice, false, now) === 'overdue',
  };
};
