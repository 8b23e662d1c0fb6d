import { useState } from 'preact/hooks';
import { DeskPage, go, Load, type PageModule, type PageProps, Panel, Select, useDesk } from '../../page-kit/desk.tsx';
import { Invitations } from './desk-invitations.tsx';
import { Invite } from './desk-invite.tsx';
import { NoticeForm } from './desk-notice.tsx';
import { Applicants, MemberList } from './desk-people.tsx';
import { SentNotices } from './desk-readings.tsx';
import type { GroupReadings, InvitationKept, MemberShown } from './model.ts';

interface GroupTitle {
  id: string;
  title: string;
  about: string;
}

/** The room of the unit officers: of one group, who asks to join, notices that must be read, invitations, who is in. */
const View = ({ query }: PageProps) => {
  const answer = useDesk<{ groups: GroupTitle[] }>('/desk/api/officers');
  return (
    <DeskPage title="专管员">
      <Load from={answer}>{({ groups }) => <Room groups={groups} wanted={query.get('group')} />}</Load>
    </DeskPage>
  );
};

const Room = ({ groups, wanted }: { groups: GroupTitle[]; wanted: string | null }) => {
  const id = (groups.find((group) => group.id === wanted) ?? groups[0])?.id ?? '';
  return (
    <>
      <Panel>
        <Select
          name="group"
          label="群组"
          value={id}
          onChange={(chosen) => go(`/desk/officers?group=${chosen}`, { replace: true })}
          options={groups.map((group) => ({ value: group.id, label: group.title }))}
        />
      </Panel>
      <Group key={id} id={id} />
    </>
  );
};

const Group = ({ id }: { id: string }) => {
  const path = `/desk/api/officers/groups/${id}`;
  const requests = useDesk<{ members: MemberShown[] }>(`${path}/members`, { state: 'requested' });
  const members = useDesk<{ members: MemberShown[] }>(`${path}/members`, { state: 'member' });
  const readings = useDesk<GroupReadings>(`${path}/readings`);
  const [changed, change] = useState<ReadonlyMap<string, InvitationKept>>(new Map());
  const noteChange = (invitation: InvitationKept) =>
    change((before) => new Map([...before, [invitation.id, invitation]]));
  const reload = () => {
    for (const asked of [requests, members, readings]) asked.reload();
  };
  return (
    <>
      <Panel title="等待审核">
        <Load from={requests}>{(data) => <Applicants id={id} people={data.members} onDone={reload} />}</Load>
      </Panel>
      <Panel title="最近的通知">
        <Load from={readings}>{({ notices }) => <SentNotices notices={notices} />}</Load>
      </Panel>
      <div class="columns">
        <Panel title="发一条要确认的通知">
          <NoticeForm groupId={id} />
        </Panel>
        <Panel title="邀请单位加入">
          <Invite groupId={id} onMade={noteChange} />
        </Panel>
      </div>
      <Panel title="发出的邀请">
        <OwnInvitations id={id} changed={changed} onChanged={noteChange} />
      </Panel>
      <Panel title="成员">
        <Load from={members}>
          {(data) => (
            <MemberList
              id={id}
              people={data.members}
              readings={readings.state === 'ready' ? readings.data : undefined}
              onDone={reload}
            />
          )}
        </Load>
      </Panel>
    </>
  );
};

interface OwnInvitationsProps {
  id: string;
  changed: ReadonlyMap<string, InvitationKept>;
  onChanged: (invitation: InvitationKept) => void;
}

/** The list may be a second or two behind: what was made or taken back here stands in it at once. */
const OwnInvitations = ({ id, changed, onChanged }: OwnInvitationsProps) => {
  const answer = useDesk<{ invitations: InvitationKept[] }>(`/desk/api/officers/groups/${id}/invitations`);
  return (
    <Load from={answer}>
      {({ invitations }) => {
        const all = new Map([...invitations.map((each) => [each.id, each] as const), ...changed]);
        const rows = [...all.values()].sort((a, b) => b.at - a.at);
        return <Invitations groupId={id} invitations={rows} onChanged={onChanged} />;
      }}
    </Load>
  );
};

export const page: PageModule = { path: '/desk/officers', title: '专管员', View };
