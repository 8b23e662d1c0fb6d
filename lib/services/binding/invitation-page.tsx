import { useState } from 'preact/hooks';
import {
  Button,
  Check,
  Form,
  go,
  notAgreed,
  Page,
  type PageModule,
  type PageProps,
  post,
  toast,
  useAct,
  useFacts,
} from '../../page-kit/kit.tsx';
import type { BindingShown } from './model.ts';

/** What a family member agrees to; a new version of it needs a new name in `sharing.ts`, where consents are written. */
const consentText =
  '我认识邀请我的人，同意由本公众号保存这项绑定，并把我的查询记入查询记录。我可以随时解绑，解绑就是撤回同意。';

/** A family member opens the owner's invitation and takes it up. What it is for is told only afterwards: the link may have gone astray. */
const View = ({ params }: PageProps) => {
  const { organisation } = useFacts();
  const act = useAct();
  const [agreed, agree] = useState(false);
  const accept = async () => {
    const { binding } = await post<{ binding: BindingShown }>('/api/binding/accept', { token: params['token'] });
    toast(`已加入 ${binding.shown}`);
    go('/pages/me', { replace: true });
  };
  return (
    <Page title="家人邀请" lead={`家人请您在${organisation}一起查看`}>
      <Form
        act={act}
        submit="接受邀请"
        check={() => notAgreed('consent', agreed)}
        onSubmit={accept}
        after={
          <Button kind="text" href="/pages/me">
            暂不接受
          </Button>
        }
      >
        <p class="card">接受后，您可以查看，不能修改资料。不认识邀请您的人，请不要接受。</p>
        <Check name="consent" checked={agreed} onChange={agree} label={consentText} />
      </Form>
    </Page>
  );
};

export const page: PageModule = { path: '/pages/invite/:token', title: '家人邀请', View };
