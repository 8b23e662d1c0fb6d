import { useState } from 'preact/hooks';
import {
  Badge,
  type BindingShown,
  bindingName,
  Cell,
  Cells,
  Load,
  Masked,
  Page,
  type PageModule,
  Skeleton,
  useApi,
} from '../../page-kit/kit.tsx';
import { BindingSheet } from './binding-sheet.tsx';
import type { Overview } from './model.ts';

/** The follower's own corner: who they have proved to be, what they have bound, and what is known about them. */
const View = () => (
  <Page title="我的">
    <Identity />
    <Bindings />
    <Cells title="我的资料">
      <Cell label="通知设置" note="收哪些通知、免打扰时间、短信" href="/pages/notices" />
      <Cell label="查询记录" note="谁在什么时候看过您的资料" href="/pages/trail" />
      <Cell label="授权和隐私" note="撤回授权、查看或清除全部资料" href="/pages/privacy" />
    </Cells>
  </Page>
);

const tiers = {
  visitor: { words: '未验证', kind: 'plain' },
  registered: { words: '已验证手机', kind: 'good' },
  verified: { words: '已实名', kind: 'good' },
} as const;

const Identity = () => {
  const overview = useApi<Overview>('/api/account');
  return (
    <section class="group">
      <Load from={overview} waiting={<Skeleton rows={1} />}>
        {({ tier, phone }) => (
          <div class="weui-cells">
            <Cell
              label="身份"
              note={phone && <Masked>{phone}</Masked>}
              value={<Badge kind={tiers[tier].kind}>{tiers[tier].words}</Badge>}
            />
            {tier === 'visitor' && <Cell label="验证手机号" href="/pages/register?then=/pages/me" />}
            {tier === 'registered' && <Cell label="实名认证" href="/pages/verify?then=/pages/me" />}
          </div>
        )}
      </Load>
    </section>
  );
};

const Bindings = () => {
  const list = useApi<{ bindings: BindingShown[] }>('/api/binding/list');
  const [opened, open] = useState<string>();
  return (
    <section class="group">
      <h2 class="weui-cells__title">我的绑定</h2>
      <Load from={list} waiting={<Skeleton rows={2} />}>
        {({ bindings }) => {
          const shown = bindings.find(({ id }) => id === opened);
          return (
            <>
              <div class="weui-cells">
                {bindings.map((binding) => (
                  <BindingCell key={binding.id} binding={binding} onOpen={() => open(binding.id)} />
                ))}
                <Cell label={bindings.length === 0 ? '现在去绑定' : '再绑定一个'} href="/pages/bind?then=/pages/me" />
              </div>
              {shown && <BindingSheet binding={shown} onClose={() => open(undefined)} onChanged={list.reload} />}
            </>
          );
        }}
      </Load>
    </section>
  );
};

const BindingCell = ({ binding, onOpen }: { binding: BindingShown; onOpen: () => void }) => (
  <Cell
    label={<Masked>{bindingName(binding)}</Masked>}
    note={[binding.title, binding.role === 'family' && '家人共享'].filter(Boolean).join(' · ')}
    value={binding.isDefault ? <Badge kind="good">默认</Badge> : ''}
    onClick={onOpen}
  />
);

export const page: PageModule = { path: '/pages/me', title: '我的', View };
