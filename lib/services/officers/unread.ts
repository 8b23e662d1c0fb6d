import type { Notices } from '../../notices/port.ts';
import type { Readings } from '../../notices/readings.ts';
import type { Delivery } from '../../notices/segment.ts';
import { maskName } from '../../platform/masking.ts';
import type { Member } from './model.ts';
import type { Members } from './store.ts';

/** A recipient who has not confirmed a notice, as staff see them: no openid, the name masked. */
export interface UnreadShown {
  name: string;
  unit: string;
  /** What became of the notice: by WeChat, and by text message. */
  code: Delivery['code'];
  sms: Delivery['sms'];
}

/** What listing them takes. */
export interface UnreadDeps {
  notices: Pick<Notices, 'get' | 'deliveries'>;
  readings: Pick<Readings, 'unread'>;
  members: Pick<Members, 'list'>;
}

/** More of them than a person reads; the count says how many there are. */
const mostShown = 1000;

const membersOf = async ({ members }: UnreadDeps, groupId: string): Promise<Map<string, Member>> => {
  const found = new Map<string, Member>();
  for await (const member of members.list(groupId)) found.set(member.openid, member);
  return found;
};

/** Who has not read a notice to a group: how many, and the first 1,000 by unit. Undefined for a notice that is to no group. */
export const listUnread = async (
  deps: UnreadDeps,
  noticeId: string,
): Promise<{ count: number; people: UnreadShown[] } | undefined> => {
  const notice = await deps.notices.get(noticeId);
  if (notice?.audience.of !== 'group') return undefined;
  const members = await membersOf(deps, notice.audience.groupId);
  const people: UnreadShown[] = [];
  let count = 0;
  for await (const { openid, code, sms } of deps.readings.unread(noticeId, deps.notices.deliveries(noticeId))) {
    count += 1;
    const member = members.get(openid);
    if (people.length === mostShown) continue;
    people.push({ name: member === undefined ? '已退出' : maskName(member.name), unit: member?.unit ?? '', code, sms });
  }
  return { count, people: people.sort((a, b) => a.unit.localeCompare(b.unit, 'zh')) };
};
