import { useState } from 'preact/hooks';
import { BindingBar, go, Page, type PageModule, type PageProps, Tabs } from '../../page-kit/kit.tsx';
import { BalanceView } from './balance-view.tsx';
import { BillsView } from './bills-view.tsx';
import { StatementView } from './statement-view.tsx';

const tabs = [
  { key: 'balance', title: '余额' },
  { key: 'transactions', title: '明细' },
  { key: 'bills', title: '信用卡账单' },
] as const;
type View = (typeof tabs)[number]['key'];

const viewOf = (query: URLSearchParams): View => tabs.find(({ key }) => key === query.get('view'))?.key ?? 'balance';

/** The same page with another query, so that a link or a reload shows the same again. */
const show = (query: URLSearchParams, changes: Record<string, string | undefined>): void => {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  go(text === '' ? '/pages/cards' : `/pages/cards?${text}`, { replace: true });
};

const View = ({ query }: PageProps) => {
  const view = viewOf(query);
  const binding = query.get('binding') ?? undefined;
  const [month, from, to] = ['month', 'from', 'to'].map((name) => query.get(name) ?? undefined);
  // Bills are those of a credit card even while a savings card is chosen; the bar says which.
  const [billed, setBilled] = useState<string>();
  const toView = (key: View) => show(query, { view: key, month: undefined, from: undefined, to: undefined });
  return (
    <Page title="我的银行卡" plain>
      <BindingBar kind="bank-card" chosen={view === 'bills' ? (billed ?? binding) : binding} />
      <Tabs label="看什么" tabs={tabs} selected={view} onSelect={toView}>
        {view === 'balance' && <BalanceView binding={binding} />}
        {view === 'transactions' && (
          <StatementView binding={binding} asked={{ month, from, to }} onAsk={(asked) => show(query, { ...asked })} />
        )}
        {view === 'bills' && (
          <BillsView
            binding={binding}
            month={month}
            onCard={setBilled}
            onMonth={(next) => show(query, { month: next })}
          />
        )}
      </Tabs>
    </Page>
  );
};

/** Balance, movements and credit-card bills of the follower's cards. */
export const page: PageModule = { path: '/pages/cards', title: '我的银行卡', View };
