import { Badge, Button, DataTable, FormFault, instantName, post, toast, useAct } from '../../page-kit/desk.tsx';
import type { InvitationKept } from './model.ts';

interface InvitationsProps {
  groupId: string;
  invitations: readonly InvitationKept[];
  onChanged: (invitation: InvitationKept) => void;
}

const states = {
  open: { words: '可用', kind: 'good' },
  'used-up': { words: '已用完', kind: 'plain' },
  revoked: { words: '已撤回', kind: 'warn' },
} as const;

const stateOf = ({ state, revoked }: InvitationKept) => (
  <>
    <Badge kind={states[state].kind}>{states[state].words}</Badge>
    {revoked && (
      <small>
        {revoked.by} · {instantName(revoked.at)}
      </small>
    )}
  </>
);

const usedOf = ({ used, most }: InvitationKept): string =>
  used === 0 ? `还没有人用，可用${most}人` : `已用${used}人，可用${most}人`;

/** A group's invitations that are not out of time: for whom, by whom, until when, whether used; an open one is taken back by one press. */
export const Invitations = ({ groupId, invitations, onChanged }: InvitationsProps) => {
  const act = useAct();
  const revoke = (id: string) =>
    act.run(async () => {
      const path = `/desk/api/officers/groups/${groupId}/invitations/${id}/revoke`;
      onChanged(await post<InvitationKept>(path));
      toast('已撤回，没加入的人不能再用');
    });
  const acts = ({ id, state }: InvitationKept) =>
    state === 'open' ? (
      <span class="row-acts">
        <Button kind="text" href={`/desk/officers/invitations/${groupId}/${id}`}>
          打印
        </Button>
        <Button kind="text" busy={act.busy} onClick={() => revoke(id)}>
          撤回
        </Button>
      </span>
    ) : (
      '—'
    );
  return (
    <>
      <FormFault fault={act.fault} />
      <DataTable
        caption="邀请"
        columns={[
          { head: '单位', cell: ({ unit }: InvitationKept) => unit ?? '本群组的单位' },
          { head: '状态', cell: stateOf },
          { head: '使用', cell: usedOf },
          { head: '有效期', cell: ({ until }: InvitationKept) => `${instantName(until)}前` },
          {
            head: '谁做的',
            cell: ({ by, at }: InvitationKept) => (
              <>
                {by}
                <small>{instantName(at)}</small>
              </>
            ),
          },
          { head: '操作', cell: acts },
        ]}
        rows={invitations}
        keyOf={({ id }) => id}
        empty="没有在有效期内的邀请。"
      />
    </>
  );
};
