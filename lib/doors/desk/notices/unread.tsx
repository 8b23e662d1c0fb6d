import type { DeliveryCode, SmsCode } from '../../../notices/segment.ts';
import { count, DataTable, instantName, Load, Panel, useDesk } from '../../../page-kit/desk.tsx';
import { deliveryNames, smsNames } from './words.ts';

interface UnreadPerson {
  name: string;
  unit: string;
  unitNumber: string;
  code: DeliveryCode;
  sms: SmsCode;
}

interface Unread {
  count: number;
  people: UnreadPerson[];
  /** Recipients who are members of the group no longer. */
  left: number;
  /** Until when it was to be read, in epoch milliseconds. */
  dueAt?: number;
  isOverdue: boolean;
}

const columns = [
  { head: '单位', cell: ({ unit }: UnreadPerson) => unit },
  { head: '单位账号', cell: ({ unitNumber }: UnreadPerson) => unitNumber },
  { head: '姓名', cell: ({ name }: UnreadPerson) => name },
  { head: '微信', cell: ({ code }: UnreadPerson) => deliveryNames[code] },
  { head: '短信', cell: ({ sms }: UnreadPerson) => smsNames[sms] || '—' },
];

/** The time to read, in words, and what the house does about it. */
const dueInWords = ({ dueAt, isOverdue }: Unread): string => {
  if (dueAt === undefined) return '确认期限从发完开始算。';
  if (!isOverdue) return `请在${instantName(dueAt)}前确认；到期没有确认的，每人发一条短信提醒。`;
  return `确认期限${instantName(dueAt)}已过。没有确认的已提醒一次，短信发没发出见“短信”一列。`;
};

const List = ({ noticeId, unread }: { noticeId: string; unread: Unread }) => {
  const { count: most, people, left } = unread;
  return (
    <>
      {most > 0 && <p class="note">{dueInWords(unread)}</p>}
      <DataTable
        caption="还没有阅读的人"
        columns={columns}
        rows={people}
        keyOf={(_, place) => String(place)}
        empty="都已阅读。"
      />
      {most > people.length && (
        <p class="note">
          共 {count(most)} 人，只列出前 {count(people.length)} 人；下载的表格里有全部。
        </p>
      )}
      {left > 0 && <p class="note">另有 {count(left)} 人没有阅读，已退出或被移出群组，不再等他们确认。</p>}
      {most > 0 && (
        <a class="export" href={`/desk/api/officers/notices/${noticeId}/unread/file`} download>
          下载没有确认的名单
        </a>
      )}
    </>
  );
};

/** Who has not confirmed a notice to a group, by unit, with the list as a table to keep. */
export const UnreadPanel = ({ noticeId }: { noticeId: string }) => {
  const unread = useDesk<Unread>(`/desk/api/officers/notices/${noticeId}/unread`);
  return (
    <Panel title="还没有阅读的人">
      <Load from={unread}>{(data) => <List noticeId={noticeId} unread={data} />}</Load>
    </Panel>
  );
};
