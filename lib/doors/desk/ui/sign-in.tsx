import { useEffect, useState } from 'preact/hooks';
import { post } from '../../../page-kit/desk/api.ts';
import { Field } from '../../../page-kit/kit/field.tsx';
import { Form, missing } from '../../../page-kit/kit/form.tsx';
import { useAct } from '../../../page-kit/use-api.ts';
import type { Whoami } from './shell.tsx';

interface SignInProps {
  organisation: string;
  /** A session has ended by itself; its page waits behind. */
  hasExpired: boolean;
  onSignedIn: (who: Whoami) => void;
}

/** Name and password, in place of the page that was asked for. */
export const SignIn = ({ organisation, hasExpired, onSignedIn }: SignInProps) => {
  const act = useAct();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  useEffect(() => {
    const before = document.title;
    document.title = `登录 · ${organisation}`;
    return () => {
      document.title = before;
    };
  }, [organisation]);
  return (
    <main class="sign-in">
      <h1>
        {organisation}
        <small>工作台</small>
      </h1>
      {hasExpired && (
        <p class="sign-in-note" role="alert">
          登录过期了，请重新登录。刚才填写的内容还在。
        </p>
      )}
      <Form
        act={act}
        submit="登录"
        check={() => missing('name', '用户名', name) ?? missing('password', '密码', password)}
        onSubmit={async () => onSignedIn(await post<Whoami>('/desk/api/sign-in', { name, password }))}
      >
        <Field name="name" label="用户名" value={name} onInput={setName} autocomplete="username" />
        <Field
          name="password"
          label="密码"
          value={password}
          onInput={setPassword}
          secret
          autocomplete="current-password"
        />
      </Form>
      <p class="sign-in-note">忘记密码、没有账号，请找本单位的管理员。</p>
    </main>
  );
};
