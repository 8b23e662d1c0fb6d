import { Button, FormFault, post, toast, useAct } from '../../page-kit/kit.tsx';
import type { GroupShown } from './model.ts';

/** Leaves a group, or takes the request back. */
export const Leaving = ({ group, onLeft }: { group: GroupShown; onLeft: () => void }) => {
  const act = useAct();
  const asked = group.state === 'requested';
  const leave = () =>
    act.run(async () => {
      await post('/api/officers/leave', { groupId: group.id });
      toast(asked ? '已撤回' : '已退出');
      onLeft();
    });
  return (
    <>
      <p class="sheet-text">
        {asked
          ? '撤回后，这次申请就不再审核，填写的资料会删除。'
          : '退出后，不再收到这个群组的通知，填写的资料会删除，对短信的同意也一起撤回。'}
      </p>
      <FormFault fault={act.fault} />
      <div class="buttons">
        <Button kind="warn" busy={act.busy} onClick={leave}>
          {asked ? '撤回申请' : '退出群组'}
        </Button>
      </div>
    </>
  );
};
