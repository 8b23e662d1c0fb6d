import { useState } from 'preact/hooks';
import { ApiError, Button, Confirm, count, FormFault, faultIn, post, toast, useAct } from '../../../page-kit/desk.tsx';
import type { OutageNoticeShown } from './model.ts';

const sumOf = (notices: readonly OutageNoticeShown[], what: 'people' | 'accounts'): number =>
  notices.reduce((sum, notice) => sum + (notice[what] ?? 0), 0);

/** Confirms all that are ready; a row that may not be confirmed says so on its own page. */
export const ConfirmAll = ({ open, onDone }: { open: OutageNoticeShown[]; onDone: () => void }) => {
  const act = useAct();
  const [asked, setAsked] = useState(false);
  const confirm = () =>
    act.run(async () => {
      const faults: string[] = [];
      for (const { id, title } of open) {
        await post(`/desk/api/notices/${id}/confirm`).catch((error: unknown) => {
          faults.push(`${title}：${faultIn(error).message}`);
        });
      }
      onDone();
      if (faults.length > 0) throw new ApiError({ code: 'not_all', message: faults.join(' ') });
      setAsked(false);
      toast('已确认，正在发出');
    });
  return (
    <>
      <Button kind="primary" onClick={() => setAsked(true)}>
        全部确认发出
      </Button>
      {asked && (
        <Confirm
          title="确认发出这些通知？"
          onClose={() => setAsked(false)}
          act={
            <Button kind="primary" busy={act.busy} onClick={confirm}>
              确认发出
            </Button>
          }
        >
          <p>
            共 {open.length} 条通知，合计 {count(sumOf(open, 'people'))} 人次（{count(sumOf(open, 'accounts'))}{' '}
            个账户次）。发出后不能撤回，只能停止还没有发送的部分。
          </p>
          <FormFault fault={act.fault} />
        </Confirm>
      )}
    </>
  );
};
