import { Badge, Cell, Cells, instantName, Load, Skeleton, useApi } from '../../page-kit/kit.tsx';
import type { NoticeToRead } from './model.ts';

const states = {
  unread: { words: '未读', kind: 'plain' },
  overdue: { words: '已过期', kind: 'warn' },
  read: { words: '已读', kind: 'good' },
} as const;

const noteOf = ({ state, sentAt, dueAt, readAt }: NoticeToRead): string => {
  if (readAt !== undefined) return `${instantName(readAt)}已确认`;
  if (dueAt === undefined) return `${instantName(sentAt)}发出，请点开确认`;
  return state === 'overdue'
    ? `应在${instantName(dueAt)}前确认，请现在点开补上`
    : `请在${instantName(dueAt)}前点开确认`;
};

/** The last notices that an officer has to confirm; each opens its page. Nothing where there was none. */
export const NoticesToRead = () => {
  const answer = useApi<{ notices: NoticeToRead[] }>('/api/officers/notices');
  return (
    <Load from={answer} waiting={<Skeleton rows={2} />}>
      {({ notices }) =>
        notices.length > 0 && (
          <Cells title="要确认的通知">
            {notices.map((notice) => (
              <Cell
                key={notice.id}
                label={notice.title}
                note={noteOf(notice)}
                value={<Badge kind={states[notice.state].kind}>{states[notice.state].words}</Badge>}
                href={`/pages/reading?notice=${notice.id}`}
              />
            ))}
          </Cells>
        )
      }
    </Load>
  );
};
