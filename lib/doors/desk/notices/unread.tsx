import type { DeliveryCode, SmsCode } from '../../../notices/segment.ts';
import { count, DataTable, Load, Panel, useDesk } from '../../../page-kit/desk.tsx';
import { deliveryNames, smsNames } from './words.ts';

interface UnreadPerson {
  name: string;
  unit: string;
  code: DeliveryCode;
  sms: SmsCode;
}

const columns = [
  { head: '单位', cell: ({ unit }: UnreadPerson) => unit || '—' },
  { head: '姓名', cell: ({ name }: UnreadPerson) => name },
  { head: '微信', cell: ({ code }: UnreadPerson) => deliveryNames[code] },
  { head: '短信', cell: ({ sms }: UnreadPerson) => smsNames[sms] || '—' },
];

/** Who has not confirmed a notice to a group, by unit. */
export const UnreadPanel = ({ noticeId }: { noticeId: string }) => {
  const unread = useDesk<{ count: number; people: UnreadPerson[] }>(`/desk/api/officers/notices/${noticeId}/unread`);
  return (
    <Panel title="还没有阅读的人">
      <Load from={unread}>
        {({ count: most, people }) => (
          <>
            <DataTable
              caption="还没有阅读的人"
              columns={columns}
              rows={people}
              keyOf={(_, place) => String(place)}
              empty="都已阅读。"
            />
            {most > people.length && (
              <p class="note">
                共 {count(most)} 人，只列出前 {count(people.length)} 人。
              </p>
            )}
          </>
        )}
      </Load>
    </Panel>
  );
};
