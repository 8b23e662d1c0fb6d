import { useState } from 'preact/hooks';
import { Button, Buttons, FormFault, instantName, post, toast, useAct } from '../../page-kit/kit.tsx';

interface Invited {
  /** Full address of the invitation's page. */
  url: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** Makes an invitation for a family member, to be sent on as a link. */
export const Invitation = ({ id }: { id: string }) => {
  const act = useAct();
  const [invited, setInvited] = useState<Invited>();
  const make = () => act.run(async () => setInvited(await post<Invited>('/api/binding/invite', { id })));
  if (invited) return <InvitationLink {...invited} />;
  return (
    <>
      <p class="sheet-text">
        生成一个邀请链接，发给家人。家人打开并接受后，可以查看，不能修改资料。链接只能用一次，请只发给您信任的人。
      </p>
      <FormFault fault={act.fault} />
      <Buttons>
        <Button kind="primary" busy={act.busy} onClick={make}>
          生成邀请链接
        </Button>
      </Buttons>
    </>
  );
};

const InvitationLink = ({ url, expiresAt }: Invited) => {
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => toast('已复制，请粘贴给家人'),
      () => toast('没有复制成功，请按住链接自己复制'),
    );
  return (
    <>
      <p class="sheet-text">{instantName(expiresAt)} 前有效，只能用一次：</p>
      <p class="card link-text">{url}</p>
      <Buttons>
        {'clipboard' in navigator && (
          <Button kind="primary" onClick={copy}>
            复制链接
          </Button>
        )}
      </Buttons>
    </>
  );
};
