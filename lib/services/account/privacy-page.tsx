import { useState } from 'preact/hooks';
import {
  Button,
  Cell,
  Cells,
  Confirm,
  Empty,
  FormFault,
  instantName,
  Load,
  Page,
  type PageModule,
  post,
  Skeleton,
  toast,
  useAct,
  useApi,
} from '../../page-kit/kit.tsx';
import { Erasure } from './erasure.tsx';
import type { ConsentShown } from './model.ts';

/** What the follower agreed to, with the way back; a copy of all that is stored; and the erasure of it. */
const View = () => {
  const consents = useApi<{ consents: ConsentShown[] }>('/api/account/consents');
  const [asked, ask] = useState<ConsentShown>();
  return (
    <Page title="授权和隐私">
      <Load from={consents} waiting={<Skeleton rows={3} />}>
        {(data) => <Consents consents={data.consents} onAsk={ask} />}
      </Load>
      <Cells title="我的全部资料">
        <Cell label="查看保存了什么" href="/pages/privacy/copy" />
      </Cells>
      <Erasure />
      {asked && <Withdrawal consent={asked} onClose={() => ask(undefined)} onDone={consents.reload} />}
    </Page>
  );
};

interface ConsentsProps {
  consents: readonly ConsentShown[];
  onAsk: (consent: ConsentShown) => void;
}

const Consents = ({ consents, onAsk }: ConsentsProps) => {
  if (consents.length === 0) return <Empty text="您还没有给过授权。" />;
  return (
    <Cells title="我给过的授权">
      {consents.map((consent) => (
        <Cell
          key={consent.id}
          label={consent.title}
          note={`${instantName(consent.at)} 同意`}
          value="撤回"
          onClick={() => onAsk(consent)}
        />
      ))}
    </Cells>
  );
};

interface WithdrawalProps {
  consent: ConsentShown;
  onClose: () => void;
  onDone: () => void;
}

const Withdrawal = ({ consent, onClose, onDone }: WithdrawalProps) => {
  const act = useAct();
  const withdraw = () =>
    act.run(async () => {
      await post('/api/account/consents/withdraw', { id: consent.id });
      toast('授权已撤回');
      onDone();
      onClose();
    });
  const button = (
    <Button kind="warn" busy={act.busy} onClick={withdraw}>
      撤回授权
    </Button>
  );
  return (
    <Confirm title={`撤回：${consent.title}`} onClose={onClose} act={button}>
      撤回后，相关的绑定会解除，相关的通知不再发送。以后需要时可以重新同意。
      <FormFault fault={act.fault} />
    </Confirm>
  );
};

export const page: PageModule = { path: '/pages/privacy', title: '授权和隐私', View };
