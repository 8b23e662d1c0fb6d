import { useState } from 'preact/hooks';
import { Facts, Field, Form, instantName, missing, post, useAct } from '../../page-kit/desk.tsx';

interface Invited {
  code: string;
  url: string;
  until: number;
}

/** Makes an invitation: a code to be read out or typed, and the same as a link. */
export const Invite = ({ groupId }: { groupId: string }) => {
  const act = useAct();
  const [most, setMost] = useState('1');
  const [days, setDays] = useState('7');
  const [invited, setInvited] = useState<Invited>();
  const make = async () => {
    const terms = { most: Number(most), days: Number(days) };
    setInvited(await post<Invited>(`/desk/api/officers/groups/${groupId}/invite`, terms));
  };
  return (
    <>
      <Form
        act={act}
        submit="生成邀请码"
        check={() => missing('most', '可用人数', most) ?? missing('days', '有效天数', days)}
        onSubmit={make}
      >
        <Field name="most" label="可用人数" value={most} onInput={setMost} inputMode="numeric" maxLength={3} />
        <Field name="days" label="有效天数" value={days} onInput={setDays} inputMode="numeric" maxLength={2} />
      </Form>
      {invited && (
        <div role="status">
          <Facts
            rows={[
              ['邀请码', invited.code],
              ['链接', invited.url],
              ['有效期', `${instantName(invited.until)}前`],
            ]}
          />
          <p class="note">拿到的人打开链接，或在“单位专管员”页填邀请码，马上加入，不用审核。请只发给本群组的单位。</p>
        </div>
      )}
    </>
  );
};
