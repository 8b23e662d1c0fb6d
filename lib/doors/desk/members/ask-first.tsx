import { useState } from 'preact/hooks';
import type { StaffRight } from '../../../guard/desk.ts';
import { Button, Confirm, FormFault, post, useAct } from '../../../page-kit/desk.tsx';
import type { StaffRecord } from '../staff.ts';
import { RightTicks } from './right-ticks.tsx';

/** What is asked about whom. */
export interface Asked {
  member: StaffRecord;
  what: 'disable' | 'password' | 'rights';
}

const questions = {
  disable: { title: '停用这个账号？', act: '停用', text: '停用后立即退出登录，不能再进入工作台。重设密码可以恢复。' },
  password: { title: '重设密码？', act: '重设密码', text: '原来的密码立即失效，正在登录的会退出。' },
  rights: { title: '修改权限', act: '保存', text: '' },
};

interface AskFirstProps extends Asked {
  onClose: () => void;
  onDone: (password?: string) => void;
}

/** Asks before a member is disabled, gets a new password or other rights. */
export const AskFirst = ({ member, what, onClose, onDone }: AskFirstProps) => {
  const doing = useAct();
  const [chosen, setChosen] = useState<StaffRight[]>([...member.rights]);
  const { title, act, text } = questions[what];
  const run = () =>
    doing.run(async () => {
      const body = what === 'rights' ? { rights: chosen } : {};
      const { password } = await post<{ password?: string }>(`/desk/api/staff/${member.name}/${what}`, body);
      onDone(password);
    });
  const button = (
    <Button kind={what === 'disable' ? 'warn' : 'primary'} busy={doing.busy} onClick={run}>
      {act}
    </Button>
  );
  return (
    <Confirm title={`${title} ${member.displayName}`} act={button} onClose={onClose}>
      {what === 'rights' ? <RightTicks chosen={chosen} onChange={setChosen} /> : <p>{text}</p>}
      <FormFault fault={doing.fault} />
    </Confirm>
  );
};
