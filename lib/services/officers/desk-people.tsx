import { useState } from 'preact/hooks';
import { Button, DataTable, FormFault, instantName, post, toast, useAct } from '../../page-kit/desk.tsx';
import { Correction } from './desk-correction.tsx';
import { MemberReadings } from './desk-readings.tsx';
import { Rejection } from './desk-rejection.tsx';
import type { GroupReadings, MemberShown } from './model.ts';

interface PeopleProps {
  id: string;
  people: readonly MemberShown[];
  onDone: () => void;
}

const about = [
  { head: '单位', cell: ({ unit }: MemberShown) => unit },
  { head: '单位账号', cell: ({ unitNumber }: MemberShown) => unitNumber },
  { head: '姓名', cell: ({ name }: MemberShown) => name },
];
const since = (head: string) => ({ head, cell: ({ at }: MemberShown) => instantName(at) });
const keyOf = ({ ref }: MemberShown): string => ref;

/** Who asks to join: let in by one press, or turned away with a reason. */
export const Applicants = ({ id, people, onDone }: PeopleProps) => {
  const act = useAct();
  const [rejected, reject] = useState<MemberShown>();
  const approve = (ref: string) =>
    act.run(async () => {
      await post(`/desk/api/officers/groups/${id}/decide`, { ref, to: 'member' });
      toast('已通过，结果会通知对方');
      onDone();
    });
  const acts = (person: MemberShown) => (
    <span class="row-acts">
      <Button kind="text" onClick={() => approve(person.ref)}>
        通过
      </Button>
      <Button kind="text" onClick={() => reject(person)}>
        不通过
      </Button>
    </span>
  );
  const columns = [...about, since('申请时间'), { head: '操作', cell: acts }];
  return (
    <>
      <FormFault fault={act.fault} />
      <DataTable caption="等待审核的人" columns={columns} rows={people} keyOf={keyOf} empty="没有等待审核的申请。" />
      {rejected && <Rejection groupId={id} member={rejected} onClose={closing(() => reject(undefined), onDone)} />}
    </>
  );
};

const closing = (close: () => void, onDone: () => void) => (done: boolean) => {
  close();
  if (done) onDone();
};

/** Who is in the group, with how far each is with the last notices; corrected, or taken out with a reason. */
export const MemberList = ({ readings, ...props }: PeopleProps & { readings: GroupReadings | undefined }) => {
  const { id, people, onDone } = props;
  const [asked, ask] = useState<{ what: 'correct' | 'remove'; member: MemberShown }>();
  const close = closing(() => ask(undefined), onDone);
  const acts = (member: MemberShown) => (
    <span class="row-acts">
      <Button kind="text" onClick={() => ask({ what: 'correct', member })}>
        改单位
      </Button>
      <Button kind="text" onClick={() => ask({ what: 'remove', member })}>
        移出
      </Button>
    </span>
  );
  const columns = [
    ...about,
    since('加入时间'),
    {
      head: '最近的通知',
      cell: ({ ref }: MemberShown) => <MemberReadings counts={readings && (readings.members[ref] ?? none)} />,
    },
    { head: '操作', cell: acts },
  ];
  return (
    <>
      <DataTable caption="成员" columns={columns} rows={people} keyOf={keyOf} empty="还没有成员。可以发邀请码。" />
      {asked?.what === 'remove' && <Rejection groupId={id} member={asked.member} onClose={close} />}
      {asked?.what === 'correct' && <Correction groupId={id} member={asked.member} onClose={close} />}
    </>
  );
};

const none = { read: 0, unread: 0, overdue: 0 };
