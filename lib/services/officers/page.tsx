import { useState } from 'preact/hooks';
import {
  Badge,
  Cell,
  Cells,
  dayOf,
  Field,
  Form,
  go,
  instantName,
  Load,
  missing,
  Page,
  type PageModule,
  type PageProps,
  post,
  Sheet,
  Skeleton,
  useAct,
  useApi,
  useLoad,
} from '../../page-kit/kit.tsx';
import { JoinForm } from './join-form.tsx';
import { Leaving } from './leaving.tsx';
import type { GroupShown, InvitationShown, OfficersShown } from './model.ts';
import { NoticesToRead } from './notices-to-read.tsx';

/** The unit officers' page: with an invitation in its address, the form of joining; else the groups and what the follower is to each. */
const View = ({ query }: PageProps) => {
  const officers = useApi<OfficersShown>('/api/officers');
  const invitation = query.get('invitation') ?? undefined;
  const lead = '管单位业务的人，加入后收单位通知';
  return (
    <Page title="单位专管员" lead={lead}>
      <Load from={officers} waiting={<Skeleton rows={5} />}>
        {(data) =>
          invitation === undefined ? (
            <Groups officers={data} onChanged={officers.reload} />
          ) : (
            <Invited officers={data} invitation={invitation} />
          )
        }
      </Load>
    </Page>
  );
};

const Invited = ({ officers, invitation }: { officers: OfficersShown; invitation: string }) => {
  const look = useLoad(invitation, () => post<InvitationShown>('/api/officers/invitation', { invitation }));
  const joined = () => go('/pages/officers', { replace: true });
  return (
    <Load from={look} waiting={<Skeleton rows={4} />}>
      {({ title, groupId, unit, until }) => (
        <>
          <Cells title="邀请您加入">
            <Cell label={title} note={`邀请码${instantName(until)}前有效`} />
            {unit && <Cell label={unit} note="您管的单位。不是这个单位的，请向网点重新要邀请码" />}
          </Cells>
          <JoinForm officers={officers} groupId={groupId} invitation={invitation} unit={unit} onJoined={joined} />
        </>
      )}
    </Load>
  );
};

const states = {
  member: { words: '已加入', kind: 'good' },
  requested: { words: '审核中', kind: 'plain' },
  rejected: { words: '没有通过', kind: 'warn' },
  removed: { words: '已被移出', kind: 'warn' },
} as const;

const stateOf = ({ state, removed }: GroupShown) => state && states[removed ? 'removed' : state];

const Groups = ({ officers, onChanged }: { officers: OfficersShown; onChanged: () => void }) => {
  const [opened, open] = useState<string>();
  const group = officers.groups.find(({ id }) => id === opened);
  const close = () => {
    open(undefined);
    onChanged();
  };
  const isMember = officers.groups.some(({ state }) => state === 'member');
  return (
    <>
      {isMember && <NoticesToRead />}
      <Cells title="群组" tips="有邀请码的马上加入；没有的可以申请，1个工作日内审核，结果会通知您。">
        {officers.groups.map((each) => (
          <GroupCell key={each.id} group={each} onOpen={() => open(each.id)} />
        ))}
      </Cells>
      <Code />
      {group && (
        <Sheet title={group.title} onClose={() => open(undefined)}>
          {group.state === 'member' || group.state === 'requested' ? (
            <Leaving group={group} onLeft={close} />
          ) : (
            <JoinForm officers={officers} groupId={group.id} onJoined={close} />
          )}
        </Sheet>
      )}
    </>
  );
};

const noteOf = (group: GroupShown): string => {
  const { about, unit, at, reason } = group;
  const state = stateOf(group);
  if (state === undefined || at === undefined) return about;
  return [unit, `${dayOf(at)}${state.words}`, reason].filter(Boolean).join('，');
};

const GroupCell = ({ group, onOpen }: { group: GroupShown; onOpen: () => void }) => {
  const state = stateOf(group);
  return (
    <Cell
      label={group.title}
      note={noteOf(group)}
      value={state ? <Badge kind={state.kind}>{state.words}</Badge> : '申请加入'}
      onClick={onOpen}
    />
  );
};

const Code = () => {
  const act = useAct();
  const [code, setCode] = useState('');
  const look = async () => {
    await post<InvitationShown>('/api/officers/invitation', { invitation: code });
    go(`/pages/officers?invitation=${encodeURIComponent(code.trim())}`);
  };
  return (
    <Form act={act} submit="用邀请码加入" check={() => missing('invitation', '邀请码', code)} onSubmit={look}>
      <Field
        name="invitation"
        label="邀请码"
        value={code}
        onInput={setCode}
        maxLength={12}
        hint="网点给您的10位邀请码，不分大小写"
      />
    </Form>
  );
};

export const page: PageModule = { path: '/pages/officers', title: '单位专管员', View };
