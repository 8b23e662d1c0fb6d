import { useState } from 'preact/hooks';
import {
  Button,
  DataTable,
  DeskPage,
  FormFault,
  instantName,
  Load,
  type PageModule,
  Panel,
  post,
  Select,
  toast,
  useAct,
  useDesk,
} from '../../page-kit/desk.tsx';
import { Invite } from './desk-invite.tsx';
import { NoticeForm } from './desk-notice.tsx';
import { Rejection } from './desk-rejection.tsx';
import type { MemberShown, MemberState } from './model.ts';

interface GroupTitle {
  id: string;
  title: string;
  about: string;
}

/** The room of the unit officers: of one group, who asks to join, who is in, an invitation, a notice that must be read. */
const View = () => {
  const answer = useDesk<{ groups: GroupTitle[] }>('/desk/api/officers');
  return (
    <DeskPage title="专管员">
      <Load from={answer}>{({ groups }) => <Room groups={groups} />}</Load>
    </DeskPage>
  );
};

const Room = ({ groups }: { groups: GroupTitle[] }) => {
  const [id, choose] = useState(groups[0]?.id ?? '');
  return (
    <>
      <Panel>
        <Select
          name="group"
          label="群组"
          value={id}
          onChange={choose}
          options={groups.map((group) => ({ value: group.id, label: group.title }))}
        />
      </Panel>
      <Group key={id} id={id} />
    </>
  );
};

const Group = ({ id }: { id: string }) => {
  const path = `/desk/api/officers/groups/${id}/members`;
  const requests = useDesk<{ members: MemberShown[] }>(path, { state: 'requested' });
  const members = useDesk<{ members: MemberShown[] }>(path, { state: 'member' });
  const reload = () => {
    requests.reload();
    members.reload();
  };
  return (
    <>
      <Panel title="等待审核">
        <Load from={requests}>
          {(data) => (
            <People of="requested" id={id} people={data.members} empty="没有等待审核的申请。" onDone={reload} />
          )}
        </Load>
      </Panel>
      <div class="columns">
        <Panel title="发一条要确认的通知">
          <NoticeForm groupId={id} />
        </Panel>
        <Panel title="邀请码">
          <Invite groupId={id} />
        </Panel>
      </div>
      <Panel title="成员">
        <Load from={members}>
          {(data) => (
            <People of="member" id={id} people={data.members} empty="还没有成员。可以发邀请码。" onDone={reload} />
          )}
        </Load>
      </Panel>
    </>
  );
};

interface PeopleProps {
  of: MemberState;
  id: string;
  people: MemberShown[];
  empty: string;
  onDone: () => void;
}

const People = ({ of, id, people, empty, onDone }: PeopleProps) => {
  const act = useAct();
  const [rejected, reject] = useState<MemberShown>();
  const approve = (ref: string) =>
    act.run(async () => {
      await post(`/desk/api/officers/groups/${id}/decide`, { ref, to: 'member' });
      toast('已通过，结果会通知对方');
      onDone();
    });
  const close = (done: boolean) => {
    reject(undefined);
    if (done) onDone();
  };
  const acts = (person: MemberShown) => (
    <span class="row-acts">
      {of === 'requested' && (
        <Button kind="text" onClick={() => approve(person.ref)}>
          通过
        </Button>
      )}
      <Button kind="text" onClick={() => reject(person)}>
        {of === 'requested' ? '不通过' : '移出'}
      </Button>
    </span>
  );
  return (
    <>
      <FormFault fault={act.fault} />
      <DataTable
        caption={of === 'requested' ? '等待审核的人' : '成员'}
        columns={[
          { head: '单位', cell: ({ unit }: MemberShown) => unit },
          { head: '单位账号', cell: ({ unitNumber }: MemberShown) => unitNumber },
          { head: '姓名', cell: ({ name }: MemberShown) => name },
          { head: of === 'requested' ? '申请时间' : '加入时间', cell: ({ at }: MemberShown) => instantName(at) },
          { head: '操作', cell: acts },
        ]}
        rows={people}
        keyOf={({ ref }) => ref}
        empty={empty}
      />
      {rejected && <Rejection groupId={id} member={rejected} onClose={close} />}
    </>
  );
};

export const page: PageModule = { path: '/desk/officers', title: '专管员', View };
