import { useState } from 'preact/hooks';
import { Button, Confirm, count, FormFault, instantName, post, toast, useAct } from '../../../page-kit/desk.tsx';
import type { ClosedGate } from './model.ts';

const stands = ({ title, lanes, until }: ClosedGate): string =>
  lanes === 'all'
    ? `${title}：今天的微信额度已用完，普通通知和紧急通知都暂停，${instantName(until)} 自动继续。`
    : `${title}：普通通知今天的额度已用完，暂停发送，${instantName(until)} 自动继续。紧急通知照常发出。`;

const figures = ({ lanes, sentToday, used, quota, reserve }: ClosedGate): string =>
  [
    `今天已交给微信 ${count(sentToday)} 条`,
    used < sentToday ? `其中额度清零以后 ${count(used)} 条` : '',
    quota === undefined ? '' : `额度 ${count(quota)} 条`,
    lanes === 'bulk' ? `其中 ${count(reserve)} 条留给紧急通知` : '',
  ]
    .filter(Boolean)
    .join('，');

const Opening = ({ gate, onClose, onChanged }: { gate: ClosedGate; onClose: () => void; onChanged: () => void }) => {
  const doing = useAct();
  const run = () =>
    doing.run(async () => {
      await post('/desk/api/notices/gate/open', { channel: gate.channel });
      toast('一分钟内继续发送');
      onClose();
      onChanged();
    });
  return (
    <Confirm
      title={`${gate.title}的额度已在微信清零？`}
      onClose={onClose}
      act={
        <Button kind="primary" busy={doing.busy} onClick={run}>
          已清零，继续发送
        </Button>
      }
    >
      <p>
        按下后，今天的条数从零重新计算，暂停的通知一分钟内继续发送。没有在微信清零就不要按：留给紧急通知的额度会被用掉，微信也会拒收，通知会再次停下。
      </p>
      <FormFault fault={doing.fault} />
    </Confirm>
  );
};

const Gate = ({ gate, onChanged }: { gate: ClosedGate; onChanged: () => void }) => {
  const [asked, setAsked] = useState(false);
  return (
    <section class="gate" aria-label={`${gate.title}的额度`}>
      <p>
        <strong>{stands(gate)}</strong>
      </p>
      <p>{figures(gate)}。</p>
      <p>
        不急的不用处理。急需今天发出的，请管理员先在微信公众平台把这类消息的调用额度清零（每月 10 次），再继续发送。
      </p>
      {gate.mayOpen ? (
        <Button onClick={() => setAsked(true)}>额度已清零，继续发送</Button>
      ) : (
        <p class="note">您没有确认发出的权限，清零后请找有权限的同事继续发送。</p>
      )}
      {asked && <Opening gate={gate} onClose={() => setAsked(false)} onChanged={onChanged} />}
    </section>
  );
};

/** Which of WeChat's channels take nothing more today: until when, how many of how many went out, what to do. */
export const GatePanel = ({ gates, onChanged }: { gates: readonly ClosedGate[]; onChanged: () => void }) => (
  <>
    {gates.map((gate) => (
      <Gate key={gate.channel} gate={gate} onChanged={onChanged} />
    ))}
  </>
);
