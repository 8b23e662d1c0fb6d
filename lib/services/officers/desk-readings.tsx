import { Badge, count, DataTable, instantName } from '../../page-kit/desk.tsx';
import type { ReadingCounts, SentNotice } from './model.ts';

const unreadOf = ({ unread, isOverdue }: SentNotice) =>
  unread === 0 ? (
    <Badge kind="good">都已阅读</Badge>
  ) : (
    <Badge kind={isOverdue ? 'warn' : 'plain'}>{wordsOf(unread, isOverdue)}</Badge>
  );

const wordsOf = (unread: number, isOverdue: boolean): string => `${count(unread)}人${isOverdue ? '过期未读' : '未读'}`;

const columns = [
  { head: '通知', cell: ({ id, title }: SentNotice) => <a href={`/desk/notices/${id}`}>{title}</a> },
  { head: '发出', cell: ({ sentAt }: SentNotice) => instantName(sentAt) },
  {
    head: '确认期限',
    cell: ({ dueAt }: SentNotice) => (dueAt === undefined ? '发完后开始算' : `${instantName(dueAt)}前`),
  },
  { head: '已读', cell: ({ people, unread }: SentNotice) => `${count(people - unread)} / ${count(people)}人` },
  { head: '未读', cell: unreadOf },
];

/** The last notices to a group; each leads to its page, where those who have not read it stand. */
export const SentNotices = ({ notices }: { notices: readonly SentNotice[] }) => (
  <DataTable
    caption="最近的通知"
    columns={columns}
    rows={notices}
    keyOf={({ id }) => id}
    empty="最近90天没有发过要确认的通知。"
  />
);

/** How far a member is with the last notices. */
export const MemberReadings = ({ counts }: { counts: ReadingCounts | undefined }) => {
  if (counts === undefined) return <>…</>;
  const { read, unread, overdue } = counts;
  if (read + unread + overdue === 0) return <>没有要确认的</>;
  return (
    <span class="badges">
      {overdue > 0 && <Badge kind="warn">过期未读{overdue}条</Badge>}
      {unread > 0 && <Badge>未读{unread}条</Badge>}
      {read > 0 && <Badge kind="good">已读{read}条</Badge>}
    </span>
  );
};
