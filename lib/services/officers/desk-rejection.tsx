import { useState } from 'preact/hooks';
import { Field, Form, missing, post, Sheet, toast, useAct } from '../../page-kit/desk.tsx';
import type { MemberShown } from './model.ts';

interface RejectionProps {
  groupId: string;
  member: MemberShown;
  onClose: (done: boolean) => void;
}

/** Turns away who asks, or takes a member out; the reason goes to them. */
export const Rejection = ({ groupId, member, onClose }: RejectionProps) => {
  const act = useAct();
  const [reason, setReason] = useState('');
  const isMember = member.state === 'member';
  const send = async () => {
    await post(`/desk/api/officers/groups/${groupId}/decide`, { ref: member.ref, to: 'rejected', reason });
    toast(isMember ? '已移出，原因会通知对方' : '已退回，原因会通知对方');
    onClose(true);
  };
  return (
    <Sheet title={`${isMember ? '移出' : '不通过'}：${member.unit}`} onClose={() => onClose(false)}>
      <p class="sheet-text">
        {isMember
          ? '移出后，他不再收到这个群组的通知，已经统计好还没发的也不收。现有的邀请码他都不能再用。'
          : '不通过后，他可以改好再申请。现有的邀请码他都不能再用。'}
      </p>
      <Form
        act={act}
        submit={isMember ? '移出' : '不通过'}
        check={() => missing('reason', '原因', reason)}
        onSubmit={send}
      >
        <Field
          name="reason"
          label="原因"
          value={reason}
          onInput={setReason}
          maxLength={20}
          hint="最多20个字，会发给对方"
        />
      </Form>
    </Sheet>
  );
};
