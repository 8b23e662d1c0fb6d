import { useState } from 'preact/hooks';
import { Check, Field, Form, missing, notAgreed, post, toast, useAct } from '../../page-kit/kit.tsx';
import type { MemberState, OfficersShown } from './model.ts';

interface JoinFormProps {
  officers: OfficersShown;
  groupId: string;
  /** Joins at once; asks to be let in when absent. */
  invitation?: string;
  /** The unit that the invitation is for; asked for when absent. */
  unit?: string | undefined;
  onJoined: () => void;
}

/** Unit, its account number, name, and the consent. */
export const JoinForm = ({ officers, groupId, invitation, unit: invited, onJoined }: JoinFormProps) => {
  const act = useAct();
  const [unit, setUnit] = useState(invited ?? '');
  const [unitNumber, setUnitNumber] = useState('');
  const [name, setName] = useState('');
  const [agreed, agree] = useState(false);
  const { consentText, consentVersion } = officers;
  const join = async () => {
    const filled = { groupId, unit, unitNumber, name, consentVersion };
    const { state } = await post<{ state: MemberState }>('/api/officers/join', { ...filled, invitation });
    toast(state === 'member' ? '已加入' : '已提交，等待审核');
    onJoined();
  };
  const check = () =>
    missing('unit', '单位名称', unit) ??
    missing('unitNumber', '单位账号', unitNumber) ??
    missing('name', '姓名', name) ??
    notAgreed('consent', agreed);
  return (
    <Form act={act} submit={invitation === undefined ? '提交申请' : '加入'} check={check} onSubmit={join}>
      {invited === undefined && (
        <Field name="unit" label="单位名称" value={unit} onInput={setUnit} maxLength={40} hint="营业执照上的全称" />
      )}
      <Field
        name="unitNumber"
        label="单位账号"
        value={unitNumber}
        onInput={setUnitNumber}
        maxLength={20}
        hint="在单位网厅首页可以看到"
      />
      <Field name="name" label="您的姓名" value={name} onInput={setName} maxLength={30} autocomplete="name" />
      <Check name="consent" checked={agreed} onChange={agree} label={consentText} />
    </Form>
  );
};
