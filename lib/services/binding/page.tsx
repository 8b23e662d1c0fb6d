import { useState } from 'preact/hooks';
import {
  Button,
  Cell,
  Cells,
  Empty,
  Load,
  Page,
  type PageModule,
  type PageProps,
  Skeleton,
  useApi,
  useFacts,
} from '../../page-kit/kit.tsx';
import { BindingForm } from './binding-form.tsx';
import type { KindShown } from './model.ts';
import { SignOn } from './sign-on.tsx';

/** Chooses what to bind, unless `?kind=` says it, then proves and binds it, and goes on to `?then=`. */
const View = ({ query }: PageProps) => {
  const kinds = useApi<{ kinds: KindShown[] }>('/api/binding/kinds');
  const [chosen, choose] = useState(query.get('kind'));
  return (
    <Load from={kinds} waiting={<Waiting />}>
      {(data) => {
        const only = data.kinds.length === 1 ? data.kinds[0] : undefined;
        const kind = data.kinds.find((each) => each.kind === chosen) ?? only;
        if (kind?.signOn) return <SignOn kind={kind} route={kind.signOn} then={query.get('then')} />;
        if (kind) return <BindingForm key={kind.kind} kind={kind} then={query.get('then')} />;
        return <Kinds kinds={data.kinds} onChoose={choose} />;
      }}
    </Load>
  );
};

const Waiting = () => (
  <Page title="绑定" lead="正在打开">
    <Skeleton rows={8} />
  </Page>
);

interface KindsProps {
  kinds: readonly KindShown[];
  onChoose: (kind: string) => void;
}

const Kinds = ({ kinds, onChoose }: KindsProps) => {
  const { organisation } = useFacts();
  if (kinds.length === 0) return <Nothing />;
  return (
    <Page title="绑定" lead={`绑定后，可以在微信里查询和办理${organisation}的业务`}>
      <Cells title="您要绑定什么">
        {kinds.map(({ kind, title }) => (
          <Cell key={kind} label={title} onClick={() => onChoose(kind)} />
        ))}
      </Cells>
    </Page>
  );
};

const Nothing = () => (
  <Page title="绑定">
    <Empty text="这个公众号不需要绑定，可以直接使用各项服务。" />
    <Button href="/pages/me">我的</Button>
  </Page>
);

export const page: PageModule = { path: '/pages/bind', title: '绑定', View };
