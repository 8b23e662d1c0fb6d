import { useState } from 'preact/hooks';
import {
  Button,
  CodeField,
  type Fault,
  Field,
  Form,
  go,
  missing,
  ownPath,
  Page,
  type PageModule,
  type PageProps,
  post,
  toast,
  useAct,
} from '../../page-kit/kit.tsx';

interface Started {
  challenge: string;
  resendAfterS: number;
}

/** Proves a phone number by a code, then goes on to `?then=`. */
const View = ({ query }: PageProps) => {
  const [phone, setPhone] = useState('');
  const [started, setStarted] = useState<Started>();
  const start = async () => setStarted(await post<Started>('/api/identity/phone/start', { phone }));
  if (!started) return <PhoneStep phone={phone} onPhone={setPhone} onSubmit={start} />;
  const back = () => setStarted(undefined);
  return <CodeStep phone={phone} started={started} then={query.get('then')} onResend={start} onBack={back} />;
};

const wrongPhone = (phone: string): Fault | undefined =>
  /^1\d{10}$/.test(phone) ? undefined : { code: 'bad_phone', field: 'phone', message: '请填写11位手机号，以1开头' };

interface PhoneStepProps {
  phone: string;
  onPhone: (phone: string) => void;
  onSubmit: () => Promise<void>;
}

const PhoneStep = ({ phone, onPhone, onSubmit }: PhoneStepProps) => {
  const act = useAct();
  return (
    <Page title="验证手机号" lead="验证一次，以后查询就不用再验证">
      <Form act={act} submit="发送验证码" check={() => wrongPhone(phone)} onSubmit={onSubmit}>
        <Field
          name="phone"
          label="手机号"
          value={phone}
          onInput={onPhone}
          hint="只用于确认是您本人，不会公开"
          inputMode="numeric"
          autocomplete="tel-national"
          maxLength={11}
        />
      </Form>
    </Page>
  );
};

interface CodeStepProps {
  phone: string;
  started: Started;
  then: string | null;
  onResend: () => Promise<void>;
  onBack: () => void;
}

const CodeStep = ({ phone, started, then, onResend, onBack }: CodeStepProps) => {
  const act = useAct();
  const [code, setCode] = useState('');
  const confirm = async () => {
    await post('/api/identity/phone/confirm', { challenge: started.challenge, code });
    toast('手机号已验证');
    go(ownPath(then, '/pages/me'), { replace: true });
  };
  return (
    <Page title="输入验证码" lead="请看手机短信">
      <Form
        act={act}
        submit="完成验证"
        check={() => missing('code', '6位验证码', code)}
        onSubmit={confirm}
        after={
          <Button kind="text" onClick={onBack}>
            换一个手机号
          </Button>
        }
      >
        <CodeField
          value={code}
          onInput={setCode}
          sentTo={phone}
          resendAfterS={started.resendAfterS}
          onResend={onResend}
        />
      </Form>
    </Page>
  );
};

export const page: PageModule = { path: '/pages/register', title: '验证手机号', View };
