import { useState } from 'preact/hooks';
import {
  DeskPage,
  Field,
  Form,
  missing,
  type PageModule,
  Panel,
  post,
  toast,
  useAct,
} from '../../../page-kit/desk.tsx';

const View = () => {
  const act = useAct();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const clear = () => {
    for (const set of [setCurrent, setNext, setAgain]) set('');
  };
  const different = () =>
    next === again ? undefined : { code: 'different', field: 'again', message: '两次输入的新密码不一样' };
  return (
    <DeskPage title="改密码">
      <Panel>
        <Form
          act={act}
          submit="改密码"
          check={() => missing('current', '现在的密码', current) ?? missing('next', '新密码', next) ?? different()}
          onSubmit={async () => {
            await post('/desk/api/password', { current, next });
            clear();
            toast('密码已改，其他地方的登录已退出');
          }}
        >
          <Field
            name="current"
            label="现在的密码"
            value={current}
            onInput={setCurrent}
            secret
            autocomplete="current-password"
          />
          <Field
            name="next"
            label="新密码"
            value={next}
            onInput={setNext}
            secret
            autocomplete="new-password"
            hint="至少 10 个字符，不要和别处的密码相同"
          />
          <Field
            name="again"
            label="再输一次新密码"
            value={again}
            onInput={setAgain}
            secret
            autocomplete="new-password"
          />
        </Form>
      </Panel>
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/password', title: '改密码', View };
