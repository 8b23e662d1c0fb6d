import { useState } from 'preact/hooks';
import {
  addressOf,
  BindingBar,
  Button,
  Cell,
  Cells,
  CodeField,
  Empty,
  Field,
  Form,
  Load,
  Masked,
  missing,
  Page,
  type PageModule,
  type PageProps,
  post,
  toast,
  useAct,
  useApi,
} from '../../page-kit/kit.tsx';
import type { Change, ConfirmAnswer, ContactShown } from './model.ts';

type What = Change['what'];

/** Changes the phone, the mailing address or the service password, by a code to the phone on record. */
const View = ({ query }: PageProps) => {
  const binding = query.get('binding') ?? undefined;
  const contact = useApi<ContactShown>('/api/account-data', { binding });
  const [what, choose] = useState<What>();
  const done = () => {
    toast('已改好');
    choose(undefined);
    contact.reload();
  };
  return (
    <Page title="资料修改" lead="修改前，要用登记的手机号收一次验证码">
      <BindingBar kind="electricity-account" chosen={binding} />
      <Load from={contact}>
        {(shown) => {
          if (!shown.mayChange) return <Empty text="这个户号是家人分享给您的，只能查看。请家人用自己的微信来改。" />;
          if (!what) return <Choice contact={shown} onChoose={choose} />;
          return <Changing key={what} what={what} binding={binding} onDone={done} onBack={() => choose(undefined)} />;
        }}
      </Load>
    </Page>
  );
};

const Choice = ({ contact, onChoose }: { contact: ContactShown; onChoose: (what: What) => void }) => (
  <Cells tips="登记的手机号停用了：请户主带身份证到营业厅，当场改好。">
    <Cell label="登记手机号" value={<Masked>{contact.phoneShown}</Masked>} onClick={() => onChoose('phone')} />
    <Cell label="通信地址" value={<Masked>{contact.addressShown}</Masked>} onClick={() => onChoose('mailingAddress')} />
    <Cell label="服务密码" value="重新设置" onClick={() => onChoose('servicePassword')} />
  </Cells>
);

interface Sent {
  challenge: string;
  phoneShown: string;
  resendAfterS: number;
}

interface ChangingProps {
  what: What;
  binding: string | undefined;
  onDone: () => void;
  onBack: () => void;
}

/** The new value, then a code to the phone on record; a new phone gets one too. */
const Changing = ({ what, binding, onDone, onBack }: ChangingProps) => {
  const [value, setValue] = useState('');
  const [sent, setSent] = useState<Sent & { isNew: boolean }>();
  const start = async () => {
    const answer = await post<Sent>(addressOf('/api/account-data/start', { binding }), { what, [what]: value.trim() });
    setSent({ ...answer, isNew: false });
  };
  const confirm = async (code: string) => {
    const given = { challenge: sent?.challenge, code };
    const answer = await post<ConfirmAnswer>(addressOf('/api/account-data/confirm', { binding }), given);
    if (answer.kind === 'changed') onDone();
    else setSent({ ...answer, isNew: true });
  };
  if (!sent) return <ValueStep what={what} value={value} onValue={setValue} onSubmit={start} onBack={onBack} />;
  const { isNew } = sent;
  return (
    <CodeStep
      key={sent.challenge}
      sent={sent}
      title={isNew ? '新手机号也收一次验证码' : '登记的手机号收验证码'}
      // The code of the old phone is used up by now: another one for the new phone begins with the old one again.
      onResend={isNew ? async () => setSent(undefined) : start}
      onSubmit={confirm}
      onBack={() => setSent(undefined)}
    />
  );
};

const fields = {
  phone: {
    label: '新手机号',
    hint: '11位，要能收短信',
    inputMode: 'numeric',
    autocomplete: 'tel-national',
    maxLength: 11,
  },
  mailingAddress: { label: '新通信地址', hint: '账单和通知寄到这里', autocomplete: 'street-address', maxLength: 120 },
  servicePassword: {
    label: '新服务密码',
    hint: '6位数字，不要用连号、生日或户号后6位',
    inputMode: 'numeric',
    maxLength: 6,
    secret: true,
  },
} as const;

interface ValueStepProps {
  what: What;
  value: string;
  onValue: (value: string) => void;
  onSubmit: () => Promise<void>;
  onBack: () => void;
}

const ValueStep = ({ what, value, onValue, onSubmit, onBack }: ValueStepProps) => {
  const act = useAct();
  const { label } = fields[what];
  return (
    <Form
      act={act}
      submit="发送验证码"
      check={() => missing(what, label, value)}
      onSubmit={onSubmit}
      after={
        <Button kind="text" onClick={onBack}>
          返回
        </Button>
      }
    >
      <Field name={what} value={value} onInput={onValue} {...fields[what]} />
    </Form>
  );
};

interface CodeStepProps {
  sent: Sent;
  title: string;
  onResend: () => Promise<void>;
  onSubmit: (code: string) => Promise<void>;
  onBack: () => void;
}

const CodeStep = ({ sent, title, onResend, onSubmit, onBack }: CodeStepProps) => {
  const act = useAct();
  const [code, setCode] = useState('');
  return (
    <>
      <h2 class="weui-cells__title">{title}</h2>
      <Form
        act={act}
        submit="确认"
        check={() => missing('code', '6位验证码', code)}
        onSubmit={() => onSubmit(code)}
        after={
          <Button kind="text" onClick={onBack}>
            重新填写
          </Button>
        }
      >
        <CodeField
          value={code}
          onInput={setCode}
          sentTo={sent.phoneShown}
          resendAfterS={sent.resendAfterS}
          onResend={onResend}
        />
      </Form>
    </>
  );
};

export const page: PageModule = { path: '/pages/account-data', title: '资料修改', View };
