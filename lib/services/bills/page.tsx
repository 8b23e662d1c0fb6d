import { useState } from 'preact/hooks';
import {
  Amount,
  addressOf,
  Badge,
  BarChart,
  BindingBar,
  Card,
  dayName,
  Empty,
  Facts,
  go,
  Hero,
  kwh,
  Load,
  MonthPicker,
  monthName,
  Page,
  type PageModule,
  type PageProps,
  Skeleton,
  Table,
  Tabs,
  useApi,
  yuan,
} from '../../page-kit/kit.tsx';
import type { BillAnswer, BillShown, MonthFigures, Overview, TariffPosition } from './model.ts';

/** A month's bill, and 24 months as a chart. The chart comes by a request of its own: it is there even when the day's details are used up. */
const View = ({ query }: PageProps) => {
  const binding = query.get('binding') ?? undefined;
  const month = query.get('month') ?? undefined;
  const overview = useApi<Overview>('/api/bills', { binding });
  const answer = useApi<BillAnswer>(`/api/bills/${month ?? 'latest'}`, { binding });
  const choose = (chosen: string) => go(addressOf('/pages/bills', { month: chosen, binding }), { replace: true });
  const months = overview.data?.months ?? [];
  const shown = month ?? months[0]?.month ?? '';
  return (
    <Page title="电费账单" plain>
      <BindingBar kind="electricity-account" chosen={binding} />
      {months.length > 0 && <MonthPicker months={withShown(months, shown)} value={shown} onChange={choose} />}
      <Load from={answer} waiting={<Skeleton rows={6} hero />}>
        {(data) => (data.kind === 'found' ? <Bill {...data} /> : <Empty text="这个月没有账单，一般次月5日出账。" />)}
      </Load>
      <Load from={overview} waiting={<Skeleton rows={4} />}>
        {(data) => <History overview={data} selected={shown} onSelect={choose} />}
      </Load>
    </Page>
  );
};

/** A month of a link that has no bill stays in the picker, so that it says what is shown. */
const withShown = (months: readonly MonthFigures[], shown: string): string[] =>
  [...new Set([...months.map(({ month }) => month), shown])].sort().reverse();

const Payment = ({ status, overdue, dueDate }: BillShown) => {
  if (status === 'paid') return <Badge kind="good">已交清</Badge>;
  if (overdue) return <Badge kind="warn">已过截止日{dayName(dueDate)}</Badge>;
  return <Badge kind="warn">待交，截止{dayName(dueDate)}</Badge>;
};

const Bill = ({ bill, position }: { bill: BillShown; position?: TariffPosition }) => (
  <>
    <Hero label={`${monthName(bill.month)}电费`} note={<Payment {...bill} />}>
      <Amount fen={bill.amountFen} big />
    </Hero>
    <Card title="阶梯明细" tips={position && tariffTips(bill.month, position)}>
      <Table
        caption={`${monthName(bill.month)}各档电量和电费`}
        head={['档', '电量（度）', '单价（元）', '电费（元）']}
        rows={stepRows(bill)}
      />
    </Card>
    <Card title="用电">
      <Facts
        rows={[
          ['本月用电', kwh(bill.usageKwh)],
          ['上期示数', bill.previousReadingKwh],
          ['本期示数', bill.readingKwh],
          ['本年累计', kwh(bill.yearUsageKwh)],
        ]}
      />
    </Card>
  </>
);

const stepRows = ({ lines, adjustmentFen, usageKwh, amountFen }: BillShown) => [
  ...lines.map((line) => [`第${line.step}档`, line.kwh, line.priceCentifen / 10_000, yuan(line.amountFen)]),
  ...(adjustmentFen === 0 ? [] : [['其他', '', '', yuan(adjustmentFen)]]),
  ['合计', usageKwh, '', yuan(amountFen)],
];

const tariffTips = (month: string, { usedKwh, step, leftKwh }: TariffPosition): string =>
  `${month.slice(0, 4)}年累计${kwh(usedKwh)}，在第${step}档${leftKwh === undefined ? '' : `；再用${kwh(leftKwh)}进入第${step + 1}档`}。阶梯按年计算，每年1月1日重新开始。`;

interface HistoryProps {
  overview: Overview;
  selected: string;
  onSelect: (month: string) => void;
}

const History = ({ overview: { months, prepaidBalanceFen }, selected, onSelect }: HistoryProps) => (
  <>
    {prepaidBalanceFen !== undefined && (
      <Card title="预付费电表" tips="余额低于30元时请及时购电。">
        <Facts rows={[['剩余金额', <Amount key="balance" fen={prepaidBalanceFen} />]]} />
      </Card>
    )}
    <Card title="用电走势" tips="走势图不限次数；单个月份的明细，每天可看的次数有限。">
      <Trend months={months} selected={selected} onSelect={onSelect} />
    </Card>
  </>
);

const measures = [
  { key: 'usage', title: '用电量' },
  { key: 'amount', title: '电费' },
] as const;

const Trend = ({ months, selected, onSelect }: Omit<HistoryProps, 'overview'> & Pick<Overview, 'months'>) => {
  const [measure, setMeasure] = useState<(typeof measures)[number]['key']>('usage');
  const figureOf = ({ usageKwh, amountFen }: MonthFigures) =>
    measure === 'usage'
      ? { value: usageKwh, shown: kwh(usageKwh) }
      : { value: amountFen, shown: `${yuan(amountFen)}元` };
  return (
    <Tabs label="看什么" tabs={measures} selected={measure} onSelect={setMeasure}>
      <BarChart
        caption={`近${months.length}个月${measure === 'usage' ? '用电量' : '电费'}`}
        selected={selected}
        onSelect={onSelect}
        bars={[...months].reverse().map((figures) => ({
          key: figures.month,
          label: String(Number(figures.month.slice(5))),
          name: monthName(figures.month),
          ...figureOf(figures),
        }))}
      />
    </Tabs>
  );
};

export const page: PageModule = { path: '/pages/bills', title: '电费账单', View };
