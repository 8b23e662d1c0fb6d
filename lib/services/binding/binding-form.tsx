import { useState } from 'preact/hooks';
import {
  Button,
  Check,
  CodeField,
  Field,
  Form,
  go,
  missing,
  notAgreed,
  ownPath,
  Page,
  post,
  toast,
  useAct,
  useFacts,
} from '../../page-kit/kit.tsx';
import type { BindingShown, KindShown } from './model.ts';

interface Started {
  challenge: string;
  phoneShown: string;
  resendAfterS: number;
}

interface BindingFormProps {
  kind: KindShown;
  then: string | null;
}

/** Two steps: claims with consent, then the code that was sent to the phone on record. */
export const BindingForm = ({ kind, then }: BindingFormProps) => {
  const [claims, setClaims] = useState<Record<string, string>>({});
  const [started, setStarted] = useState<Started>();
  const start = async () => {
    const request = { kind: kind.kind, claims: trimmed(claims), consentVersion: kind.consentVersion };
    setStarted(await post<Started>('/api/binding/start', request));
  };
  if (started) {
    return <CodeStep kind={kind} started={started} then={then} onResend={start} onBack={() => setStarted(undefined)} />;
  }
  return <ClaimsStep kind={kind} claims={claims} onClaims={setClaims} onSubmit={start} />;
};

/** Spaces come along when numbers are pasted. */
const trimmed = (claims: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, value.replace(/\s/g, '')]));

interface ClaimsStepProps {
  kind: KindShown;
  claims: Record<string, string>;
  onClaims: (claims: Record<string, string>) => void;
  onSubmit: () => Promise<void>;
}

const ClaimsStep = ({ kind, claims, onClaims, onSubmit }: ClaimsStepProps) => {
  const act = useAct();
  const [agreed, agree] = useState(false);
  const { demo: isDemo } = useFacts();
  const { demo } = kind;
  const check = () =>
    kind.fields.map(({ name, label }) => missing(name, label, claims[name])).find(Boolean) ??
    notAgreed('consent', agreed);
  return (
    <Page title={`绑定${kind.title}`} lead="请填写登记时的资料，核对一致就能绑定">
      <Form
        act={act}
        submit="下一步"
        check={check}
        onSubmit={onSubmit}
        after={
          isDemo &&
          demo && (
            <Button kind="text" onClick={() => onClaims(demo)}>
              填入演示资料
            </Button>
          )
        }
      >
        {kind.fields.map((field) => (
          <Field
            key={field.name}
            {...field}
            value={claims[field.name] ?? ''}
            onInput={(value) => onClaims({ ...claims, [field.name]: value })}
          />
        ))}
        <Check name="consent" checked={agreed} onChange={agree} label={kind.consentText} />
      </Form>
    </Page>
  );
};

interface CodeStepProps extends BindingFormProps {
  started: Started;
  onResend: () => Promise<void>;
  onBack: () => void;
}

const CodeStep = ({ kind, started, then, onResend, onBack }: CodeStepProps) => {
  const act = useAct();
  const [code, setCode] = useState('');
  const [label, setLabel] = useState('');
  const confirm = async () => {
    const request = { challenge: started.challenge, code, ...(label.trim() && { label: label.trim() }) };
    const { binding } = await post<{ binding: BindingShown }>('/api/binding/confirm', request);
    toast(`已绑定${kind.title} ${binding.shown}`);
    go(ownPath(then, '/pages/me'), { replace: true });
  };
  return (
    <Page title="输入验证码" lead={`验证码已发到登记的手机 ${started.phoneShown}`}>
      <Form
        act={act}
        submit="完成绑定"
        check={() => missing('code', '6位验证码', code)}
        onSubmit={confirm}
        after={
          <Button kind="text" onClick={onBack}>
            返回修改资料
          </Button>
        }
      >
        <CodeField
          value={code}
          onInput={setCode}
          sentTo={started.phoneShown}
          resendAfterS={started.resendAfterS}
          onResend={onResend}
        />
        <Field
          name="label"
          label="起个名字（可不填）"
          hint="比如：家、父母家"
          value={label}
          onInput={setLabel}
          maxLength={10}
          optional
        />
      </Form>
    </Page>
  );
};
