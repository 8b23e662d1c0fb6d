import { useState } from 'preact/hooks';
import { Button, Facts, Field, Form, instantName, missing, post, useAct } from '../../page-kit/desk.tsx';
import type { InvitationKept, InvitationToPrint } from './model.ts';
import { QrCode } from './qr-code.tsx';

interface InviteProps {
  groupId: string;
  onMade: (invitation: InvitationKept) => void;
}

/** Makes an invitation: a code to be read out or typed, the same as a link, and as a picture for phones. */
export const Invite = ({ groupId, onMade }: InviteProps) => {
  const act = useAct();
  const [unit, setUnit] = useState('');
  const [most, setMost] = useState('1');
  const [days, setDays] = useState('7');
  const [made, setMade] = useState<InvitationToPrint>();
  const make = async () => {
    const terms = { ...(unit.trim() === '' ? {} : { unit }), most: Number(most), days: Number(days) };
    const invitation = await post<InvitationToPrint>(`/desk/api/officers/groups/${groupId}/invite`, terms);
    setMade(invitation);
    setUnit('');
    onMade(invitation);
  };
  return (
    <>
      <Form
        act={act}
        submit="生成邀请码"
        check={() => missing('most', '可用人数', most) ?? missing('days', '有效天数', days)}
        onSubmit={make}
      >
        <Field
          name="unit"
          label="单位（可不填）"
          value={unit}
          onInput={setUnit}
          maxLength={40}
          hint="填了就只给这个单位用；不填，本群组的单位都能用"
          optional
        />
        <Field name="most" label="可用人数" value={most} onInput={setMost} inputMode="numeric" maxLength={3} />
        <Field name="days" label="有效天数" value={days} onInput={setDays} inputMode="numeric" maxLength={2} />
      </Form>
      {made && <Made groupId={groupId} invitation={made} />}
    </>
  );
};

const Made = ({ groupId, invitation }: { groupId: string; invitation: InvitationToPrint }) => {
  const { id, unit, code, url, until, group } = invitation;
  return (
    <div class="made" role="status">
      <QrCode text={url} label={`加入${group}的二维码，内容是下面的链接`} />
      <Facts
        rows={[
          ['单位', unit],
          ['邀请码', code],
          ['链接', url],
          ['有效期', `${instantName(until)}前`],
        ]}
      />
      <p class="note">扫码、打开链接，或在“单位专管员”页填邀请码，马上加入，不用审核。请只发给本群组的单位。</p>
      <Button href={`/desk/officers/invitations/${groupId}/${id}`}>打印邀请函</Button>
    </div>
  );
};
