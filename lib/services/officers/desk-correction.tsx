import { useState } from 'preact/hooks';
import { Field, Form, missing, post, Sheet, toast, useAct } from '../../page-kit/desk.tsx';
import type { MemberShown } from './model.ts';

interface CorrectionProps {
  groupId: string;
  member: MemberShown;
  onClose: (done: boolean) => void;
}

/** Corrects the unit that a member looks after, such as after a move to another one. Another group takes an invitation and their own consent. */
export const Correction = ({ groupId, member, onClose }: CorrectionProps) => {
  const act = useAct();
  const [unit, setUnit] = useState(member.unit);
  const [unitNumber, setUnitNumber] = useState(member.unitNumber);
  const save = async () => {
    await post(`/desk/api/officers/groups/${groupId}/correct`, { ref: member.ref, unit, unitNumber });
    toast('已改好');
    onClose(true);
  };
  return (
    <Sheet title={`改单位：${member.name}`} onClose={() => onClose(false)}>
      <p class="sheet-text">只改单位。换到别的区：请发那个群组的邀请码，他加入后再从这里移出。</p>
      <Form
        act={act}
        submit="保存"
        check={() => missing('unit', '单位', unit) ?? missing('unitNumber', '单位账号', unitNumber)}
        onSubmit={save}
      >
        <Field name="unit" label="单位" value={unit} onInput={setUnit} maxLength={40} />
        <Field name="unitNumber" label="单位账号" value={unitNumber} onInput={setUnitNumber} maxLength={20} />
      </Form>
    </Sheet>
  );
};
