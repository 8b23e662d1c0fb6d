import { useState } from 'preact/hooks';
import { Button, Confirm, count, FormFault, go, post, toast, useAct } from '../../../page-kit/desk.tsx';
import type { NoticeAct, NoticeShown, OfferedAct } from './model.ts';
import { laneNames } from './words.ts';

interface Asking {
  label: string;
  kind: 'primary' | 'default' | 'warn';
  title: string;
  /** What will happen, with how many people on how many accounts. */
  text: (notice: NoticeShown) => string;
  done: string;
}

const whom = ({ people, accounts }: NoticeShown): string => `${count(people)} 人（${count(accounts)} 个账户）`;

const left = ({ figures }: NoticeShown): string => count(figures.waiting + figures.quiet);

const askings: Record<NoticeAct, Asking> = {
  confirm: {
    label: '确认发出',
    kind: 'primary',
    title: '确认发出这条通知？',
    text: (notice) =>
      `将发给 ${whom(notice)}，${laneNames[notice.lane]}通知。发出后不能撤回，只能停止还没有发送的部分。`,
    done: '已确认',
  },
  stop: {
    label: '停止发送',
    kind: 'warn',
    title: '停止发送？',
    text: (notice) => `共 ${whom(notice)}，还有 ${left(notice)} 人没有发送。停止后可以继续，已经发出的不能撤回。`,
    done: '已停止',
  },
  resume: {
    label: '继续发送',
    kind: 'primary',
    title: '继续发送？',
    text: (notice) => `共 ${whom(notice)}，将发给还没有发送的 ${left(notice)} 人。已经发过的人不会重复收到。`,
    done: '继续发送',
  },
  cancel: {
    label: '取消通知',
    kind: 'warn',
    title: '取消这条通知？',
    text: (notice) => `取消后不会发给任何人（原定 ${whom(notice)}），也不能恢复，需要时请重新起草。`,
    done: '已取消',
  },
  resend: {
    label: '再次发送给未送达的人',
    kind: 'default',
    title: '再次发送给未送达的人？',
    text: () => '将按同样的内容起草一条新通知，只发给微信和短信都没有送达的人。统计人数后还要再确认一次才会发出。',
    done: '已起草，请核对人数后确认',
  },
};

/** Buttons for what the notice's state allows; each asks first. What this member of staff may not do stands below, with the reason. */
export const NoticeActs = ({ notice, onChanged }: { notice: NoticeShown; onChanged: () => void }) => {
  const [asked, setAsked] = useState<NoticeAct>();
  const may = notice.acts.filter(({ why }) => why === undefined);
  const reasons = notice.acts.flatMap(({ why }) => why ?? []);
  return (
    <>
      {may.map(({ act }) => (
        <Button key={act} kind={askings[act].kind} onClick={() => setAsked(act)}>
          {askings[act].label}
        </Button>
      ))}
      {[...new Set(reasons)].map((why) => (
        <p key={why} class="note">
          {why}
        </p>
      ))}
      {asked && may.some(isAct(asked)) && (
        <AskFirst act={asked} notice={notice} onClose={() => setAsked(undefined)} onChanged={onChanged} />
      )}
    </>
  );
};

const isAct =
  (wanted: NoticeAct) =>
  ({ act }: OfferedAct): boolean =>
    act === wanted;

interface AskFirstProps {
  act: NoticeAct;
  notice: NoticeShown;
  onClose: () => void;
  onChanged: () => void;
}

const AskFirst = ({ act, notice, onClose, onChanged }: AskFirstProps) => {
  const doing = useAct();
  const [request] = useState(() => crypto.randomUUID());
  const { label, kind, title, text, done } = askings[act];
  const run = () =>
    doing.run(async () => {
      const body = act === 'resend' ? { request } : {};
      const { id } = await post<{ id: string }>(`/desk/api/notices/${notice.id}/${act}`, body);
      toast(done);
      onClose();
      if (act === 'resend') go(`/desk/notices/${id}`);
      else onChanged();
    });
  return (
    <Confirm
      title={title}
      onClose={onClose}
      act={
        <Button kind={kind === 'default' ? 'primary' : kind} busy={doing.busy} onClick={run}>
          {label}
        </Button>
      }
    >
      <p>{text(notice)}</p>
      <FormFault fault={doing.fault} />
    </Confirm>
  );
};
