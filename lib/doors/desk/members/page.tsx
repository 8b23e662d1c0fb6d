import { useState } from 'preact/hooks';
import type { StaffRight } from '../../../guard/desk.ts';
import {
  Badge,
  Button,
  DataTable,
  DeskPage,
  Field,
  Form,
  instantName,
  Load,
  missing,
  type PageModule,
  Panel,
  post,
  Sheet,
  toast,
  useAct,
  useDesk,
  useStaff,
} from '../../../page-kit/desk.tsx';
import type { StaffRecord } from '../staff.ts';
import { type Asked, AskFirst } from './ask-first.tsx';
import { RightTicks } from './right-ticks.tsx';
import { rightNames } from './rights.ts';

/** A password that is shown once. */
const PasswordShown = ({ name, password, onClose }: { name: string; password: string; onClose: () => void }) => (
  <Sheet title="初始密码" onClose={onClose}>
    <p>请把密码当面或用安全的方式交给 {name}，并请他登录后自己改掉。关闭后不会再显示。</p>
    <p class="password" data-testid="password">
      {password}
    </p>
    <Button kind="primary" onClick={onClose}>
      记下了
    </Button>
  </Sheet>
);

const NewMember = ({ onAdded }: { onAdded: (name: string, password: string) => void }) => {
  const act = useAct();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [chosen, setChosen] = useState<StaffRight[]>(['notices']);
  return (
    <Panel title="添加员工">
      <Form
        act={act}
        submit="添加"
        check={() => missing('name', '用户名', name) ?? missing('displayName', '姓名', displayName)}
        onSubmit={async () => {
          const { password } = await post<{ password: string }>('/desk/api/staff', {
            name,
            displayName,
            rights: chosen,
          });
          onAdded(displayName, password);
          setName('');
          setDisplayName('');
        }}
      >
        <Field
          name="name"
          label="用户名"
          value={name}
          onInput={setName}
          maxLength={30}
          hint="小写字母和数字，登录时用"
        />
        <Field name="displayName" label="姓名" value={displayName} onInput={setDisplayName} maxLength={20} />
        <RightTicks chosen={chosen} onChange={setChosen} />
      </Form>
    </Panel>
  );
};

const columnsOf = (me: string, ask: (asked: Asked) => void) => [
  {
    head: '姓名',
    cell: ({ displayName, name }: StaffRecord) => (
      <>
        {displayName}
        <small>{name}</small>
      </>
    ),
  },
  { head: '权限', cell: (member: StaffRecord) => member.rights.map((right) => rightNames[right]).join('、') || '无' },
  {
    head: '状态',
    cell: ({ disabledAt }: StaffRecord) =>
      disabledAt === undefined ? <Badge kind="good">可用</Badge> : <Badge>停用于 {instantName(disabledAt)}</Badge>,
  },
  {
    head: '操作',
    cell: (member: StaffRecord) =>
      member.name === me ? (
        '本人'
      ) : (
        <span class="row-acts">
          <Button kind="text" onClick={() => ask({ member, what: 'rights' })}>
            权限
          </Button>
          <Button kind="text" onClick={() => ask({ member, what: 'password' })}>
            重设密码
          </Button>
          {member.disabledAt === undefined && (
            <Button kind="text" onClick={() => ask({ member, what: 'disable' })}>
              停用
            </Button>
          )}
        </span>
      ),
  },
];

const View = () => {
  const me = useStaff();
  const members = useDesk<{ members: StaffRecord[] }>('/desk/api/staff');
  const [asked, setAsked] = useState<Asked>();
  const [shown, setShown] = useState<{ name: string; password: string }>();
  const done = (name: string, password?: string) => {
    setAsked(undefined);
    if (password === undefined) toast('已保存');
    else setShown({ name, password });
    members.reload();
  };
  return (
    <DeskPage title="员工">
      <div class="columns">
        <Panel>
          <Load from={members}>
            {({ members: rows }) => (
              <DataTable
                caption="员工"
                columns={columnsOf(me.name, setAsked)}
                rows={rows}
                keyOf={({ name }) => name}
                empty="还没有员工。"
              />
            )}
          </Load>
        </Panel>
        <NewMember onAdded={done} />
      </div>
      {asked && (
        <AskFirst
          {...asked}
          onClose={() => setAsked(undefined)}
          onDone={(password) => done(asked.member.displayName, password)}
        />
      )}
      {shown && <PasswordShown {...shown} onClose={() => setShown(undefined)} />}
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/staff', title: '员工', View };
