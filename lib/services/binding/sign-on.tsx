import { useState } from 'preact/hooks';
import { Check, Form, notAgreed, Page, post, useAct, useFacts } from '../../page-kit/kit.tsx';
import type { KindShown } from './model.ts';

interface SignOnProps {
  kind: KindShown;
  /** Begins the sign-on. */
  route: string;
  then: string | null;
}

/** Binds what the organisation's own sign-on proves: agrees, and leaves for it. It comes back bound. */
export const SignOn = ({ kind, route, then }: SignOnProps) => {
  const { organisation } = useFacts();
  const act = useAct();
  const [agreed, agree] = useState(false);
  const leave = async () => {
    const request = { consentVersion: kind.consentVersion, ...(then && { then }) };
    const { location: target } = await post<{ location: string }>(route, request);
    location.assign(target);
  };
  return (
    <Page title={`绑定${kind.title}`} lead={`用${organisation}的统一身份认证登录一次，就绑定好了`}>
      <Form act={act} submit="去登录" check={() => notAgreed('consent', agreed)} onSubmit={leave}>
        <Check name="consent" checked={agreed} onChange={agree} label={kind.consentText} />
      </Form>
    </Page>
  );
};
