import {
  Amount,
  Badge,
  BindingBar,
  Card,
  Cell,
  Cells,
  dayName,
  Empty,
  Facts,
  Hero,
  Load,
  Masked,
  monthName,
  Page,
  type PageModule,
  type PageProps,
  Skeleton,
  useApi,
} from '../../page-kit/kit.tsx';
import { type AccountAnswer, type AccountShown, statusWords } from './model.ts';

/** The personal account: balance, unit, base, rates, state. */
const View = ({ query }: PageProps) => {
  const binding = query.get('binding') ?? undefined;
  const answer = useApi<AccountAnswer>('/api/fund-account', { binding });
  return (
    <Page title="我的公积金" plain>
      <BindingBar kind="fund-account" chosen={binding} />
      <Load from={answer} waiting={<Skeleton rows={7} hero />}>
        {(data) => (data.kind === 'found' ? <Account account={data.account} /> : <Closed />)}
      </Load>
      <Cells>
        <Cell label="缴存明细" href="/pages/deposits" />
        <Cell label="我的贷款" href="/pages/loans" />
        <Cell label="办理进度" href="/pages/applications" />
        <Cell label="贷款计算器" href="/pages/loan-calculator" />
      </Cells>
    </Page>
  );
};

const Closed = () => (
  <Empty text="没有查到这个账户，可能已经销户。" action={{ label: '去看我的绑定', href: '/pages/me' }} />
);

const Account = ({ account }: { account: AccountShown }) => (
  <>
    <Hero
      label="账户余额"
      note={<Badge kind={account.status === 'normal' ? 'good' : 'warn'}>{statusWords[account.status]}</Badge>}
    >
      <Amount fen={account.balanceFen} big />
    </Hero>
    <Card title="缴存">
      <Facts
        rows={[
          ['姓名', <Masked key="name">{account.holderName}</Masked>],
          ['单位', account.unit],
          ['缴存基数', <Amount key="base" fen={account.baseFen} />],
          ['单位比例', `${account.unitRatePpm / 10_000}%`],
          ['个人比例', `${account.personalRatePpm / 10_000}%`],
          ['月缴存额', <Amount key="monthly" fen={account.monthlyDepositFen} />],
          ['缴至', account.paidUntil && monthName(account.paidUntil)],
          ['开户日', dayName(account.openedOn)],
        ]}
      />
    </Card>
  </>
);

export const page: PageModule = { path: '/pages/fund-account', title: '我的公积金', View };
