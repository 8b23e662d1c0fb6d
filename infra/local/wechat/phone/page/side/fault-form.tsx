import { useState } from 'preact/hooks';
import type { FaultOrder } from '../../../contract.ts';
import { Field } from '../parts/field.tsx';
import { useSimulation } from '../use-simulation.ts';

const ready: { label: string; fault: FaultOrder }[] = [
  { label: '客服消息超限', fault: { path: '/cgi-bin/message/custom/send', errcode: 45015, times: 1 } },
  { label: '令牌失效', fault: { path: '/cgi-bin/message/template/send', errcode: 40001, times: 1 } },
  { label: '微信系统繁忙', fault: { path: '/cgi-bin/*', errcode: -1, times: 3 } },
  { label: '数据库慢 3 秒', fault: { path: '/aws/dynamodb/GetItem', delayMs: 3000, times: 3 } },
  { label: '账号函数超时', fault: { path: '/aws/lambda/*', delayMs: 6000, times: 3 } },
];

type Draft = Record<'path' | 'errcode' | 'httpStatus' | 'delayMs' | 'times', string>;

const fields: { name: keyof Draft; label: string; placeholder: string }[] = [
  { name: 'path', label: '路径', placeholder: '/cgi-bin/message/custom/send' },
  { name: 'errcode', label: 'errcode', placeholder: '45015' },
  { name: 'httpStatus', label: 'HTTP 状态', placeholder: '503' },
  { name: 'delayMs', label: '延迟（毫秒）', placeholder: '3000' },
  { name: 'times', label: '次数', placeholder: '1' },
];

const emptyDraft: Draft = { path: '', errcode: '', httpStatus: '', delayMs: '', times: '1' };

/** Puts faults in the way of the account's next calls, to see that it copes. */
export const FaultForm = () => {
  const { server, act } = useSimulation();
  const [draft, setDraft] = useState(emptyDraft);
  const [done, setDone] = useState('');
  const add = (fault: FaultOrder, label: string) =>
    void act(server.addFault(fault).then(() => setDone(`已设置：${label}`)));
  const clear = () => void act(server.clearFaults().then(() => setDone('已清除全部故障')));
  return (
    <section>
      <h3>故障</h3>
      <div class="chips">
        {ready.map(({ label, fault }) => (
          <button type="button" key={label} onClick={() => add(fault, label)}>
            {label}
          </button>
        ))}
      </div>
      <form
        class="fault-form"
        onSubmit={(event) => {
          event.preventDefault();
          add(faultOf(draft), draft.path);
        }}
      >
        {fields.map(({ name, label, placeholder }) => (
          <Field
            key={name}
            label={label}
            placeholder={placeholder}
            type={name === 'path' ? 'text' : 'number'}
            required={name === 'path'}
            value={draft[name]}
            testId={`fault-${name}`}
            onInput={(value) => setDraft({ ...draft, [name]: value })}
          />
        ))}
        <div class="fault-buttons">
          <button type="submit" class="send">
            设置
          </button>
          <button type="button" class="text-button" onClick={clear}>
            清除全部
          </button>
        </div>
      </form>
      <output class="done">{done}</output>
    </section>
  );
};

const faultOf = (draft: Draft): FaultOrder => {
  const numbers = (['errcode', 'httpStatus', 'delayMs', 'times'] as const).flatMap((name) =>
    draft[name] === '' ? [] : [[name, Number(draft[name])]],
  );
  return { path: draft.path, ...Object.fromEntries(numbers) };
};
