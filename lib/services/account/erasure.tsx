import { useState } from 'preact/hooks';
import { Button, Cell, Cells, CodeField, Form, FormFault, missing, post, Sheet, useAct } from '../../page-kit/kit.tsx';

interface Challenge {
  challenge: string;
  phoneShown: string;
  resendAfterS: number;
}

type Answer = { erased: true } | ({ erased: false } & Challenge);

/** Erases everything, after a confirmation, and after a code for whoever has a phone on record. */
export const Erasure = () => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Cells>
        <Cell label={<span class="warn-text">清除我的全部资料</span>} onClick={() => setOpen(true)} />
      </Cells>
      {open && (
        <Sheet title="清除全部资料" onClose={() => setOpen(false)}>
          <Steps onClose={() => setOpen(false)} />
        </Sheet>
      )}
    </>
  );
};

const Steps = ({ onClose }: { onClose: () => void }) => {
  const act = useAct();
  const [answer, setAnswer] = useState<Answer>();
  const begin = async () => setAnswer(await post<Answer>('/api/account/erase'));
  if (answer?.erased) return <Erased />;
  if (answer) return <CodeStep answer={answer} onResend={begin} onErased={() => setAnswer({ erased: true })} />;
  return (
    <>
      <p class="sheet-text">
        您的绑定、手机号、实名结果、授权和查询记录都会马上删除，不能恢复。缴费凭证等依法要保存的记录除外。
      </p>
      <FormFault fault={act.fault} />
      <div class="buttons">
        <Button kind="warn" busy={act.busy} onClick={() => act.run(begin)}>
          全部清除
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </>
  );
};

interface CodeStepProps {
  answer: Challenge;
  onResend: () => Promise<void>;
  onErased: () => void;
}

const CodeStep = ({ answer, onResend, onErased }: CodeStepProps) => {
  const act = useAct();
  const [code, setCode] = useState('');
  const confirm = async () => {
    await post('/api/account/erase', { challenge: answer.challenge, code });
    onErased();
  };
  return (
    <Form act={act} submit="确认清除" check={() => missing('code', '6位验证码', code)} onSubmit={confirm}>
      <CodeField
        value={code}
        onInput={setCode}
        sentTo={answer.phoneShown}
        resendAfterS={answer.resendAfterS}
        onResend={onResend}
      />
    </Form>
  );
};

const Erased = () => (
  <>
    <p class="sheet-text" role="status">
      已全部清除。您可以继续使用公众号的公开服务；需要查询时，重新绑定即可。
    </p>
    <div class="buttons">
      <Button kind="primary" href="/pages/me">
        好的
      </Button>
    </div>
  </>
);
