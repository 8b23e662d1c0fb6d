import { useState } from 'preact/hooks';
import {
  Button,
  Check,
  type Fault,
  Field,
  Form,
  go,
  Load,
  missing,
  notAgreed,
  ownPath,
  Page,
  type PageModule,
  type PageProps,
  post,
  Skeleton,
  toast,
  useAct,
  useApi,
  useFacts,
} from '../../page-kit/kit.tsx';

interface Terms {
  consentText: string;
  consentVersion: string;
  /** A name and number that the demo data knows; in demo mode only. */
  demo?: { name: string; idNumber: string };
}

/** Proves the real name by name and ID number, then goes on to `?then=`. */
const View = ({ query }: PageProps) => {
  const terms = useApi<Terms>('/api/identity/terms');
  return (
    <Page title="实名认证" lead="查看个人资料和办理业务前，需要确认是您本人">
      <Load from={terms} waiting={<Skeleton rows={6} />}>
        {(data) => <NameForm terms={data} then={query.get('then')} />}
      </Load>
    </Page>
  );
};

const NameForm = ({ terms, then }: { terms: Terms; then: string | null }) => {
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [agreed, agree] = useState(false);
  const { demo: isDemo } = useFacts();
  const { demo, consentText, consentVersion } = terms;
  const submit = async () => {
    await post('/api/identity/name', { name: name.trim(), idNumber, consentVersion });
    toast('实名认证已通过');
    go(ownPath(then, '/pages/me'), { replace: true });
  };
  const fill = (data: { name: string; idNumber: string }) => {
    setName(data.name);
    setIdNumber(data.idNumber);
  };
  const check = () => missing('name', '姓名', name) ?? wrongLength(idNumber) ?? notAgreed('consent', agreed);
  const act = useAct();
  return (
    <Form
      act={act}
      submit="提交认证"
      check={check}
      onSubmit={submit}
      after={
        isDemo &&
        demo && (
          <Button kind="text" onClick={() => fill(demo)}>
            填入演示资料
          </Button>
        )
      }
    >
      <Field name="name" label="姓名" value={name} onInput={setName} autocomplete="name" maxLength={30} />
      <Field
        name="idNumber"
        label="身份证号"
        value={idNumber}
        onInput={(value) => setIdNumber(value.replace(/\s/g, '').toUpperCase())}
        hint="18位；最后一位可能是字母X。只用于核验，不保存号码"
        maxLength={18}
      />
      <Check name="consent" checked={agreed} onChange={agree} label={consentText} />
    </Form>
  );
};

const wrongLength = (idNumber: string): Fault | undefined =>
  idNumber.length === 18
    ? undefined
    : { code: 'bad_id_number', field: 'idNumber', message: '身份证号应为18位，请核对' };

export const page: PageModule = { path: '/pages/verify', title: '实名认证', View };
