import { useEffect } from 'preact/hooks';
import {
  Amount,
  Badge,
  BarChart,
  Card,
  dayName,
  Empty,
  Facts,
  Hero,
  Load,
  MonthPicker,
  monthName,
  useApi,
  yuan,
} from '../../page-kit/kit.tsx';
import type { BillShown, CardName } from './model.ts';

interface Answer {
  card?: CardName;
  bills: BillShown[];
}

const Bill = ({ bill, shown }: { bill: BillShown; shown: string }) => (
  <>
    <Hero
      label={`${shown}　${monthName(bill.month)}应还`}
      note={
        bill.leftFen === 0 ? <Badge kind="good">已还清</Badge> : <Badge kind="warn">还差 {yuan(bill.leftFen)}元</Badge>
      }
    >
      <Amount fen={bill.amountFen} big />
    </Hero>
    <Card>
      <Facts
        rows={[
          ['最低还款', <Amount key="minimum" fen={bill.minimumFen} />],
          ['已还', <Amount key="paid" fen={bill.paidFen} />],
          ['最低还差', bill.leftFen === 0 ? undefined : <Amount key="left" fen={bill.minimumLeftFen} />],
          ['账单日', dayName(bill.statementOn)],
          ['最后还款日', dayName(bill.dueDate)],
        ]}
      />
    </Card>
  </>
);

interface BillsViewProps {
  binding: string | undefined;
  month: string | undefined;
  /** The card that the bills are of. */
  onCard: (binding: string | undefined) => void;
  onMonth: (month: string) => void;
}

const barsOf = (bills: readonly BillShown[]) =>
  [...bills].reverse().map(({ month, amountFen }) => ({
    key: month,
    label: String(Number(month.slice(5))),
    name: monthName(month),
    value: amountFen,
    shown: `${yuan(amountFen)}元`,
  }));

const Bills = ({ answer: { card, bills }, month, onMonth }: { answer: Answer } & Omit<BillsViewProps, 'onCard'>) => {
  if (card === undefined) {
    const action = { label: '去绑定信用卡', href: '/pages/bind?kind=bank-card&then=/pages/cards' };
    return <Empty text="您绑定的卡里没有信用卡。" action={action} />;
  }
  const bill = bills.find((one) => one.month === month) ?? bills[0];
  if (bill === undefined) return <Empty text={`${card.shown}还没有账单。`} />;
  return (
    <>
      <MonthPicker months={bills.map((one) => one.month)} value={bill.month} onChange={onMonth} />
      <Bill bill={bill} shown={card.shown} />
      <Card>
        <BarChart caption="各月应还金额" bars={barsOf(bills)} selected={bill.month} onSelect={onMonth} />
      </Card>
    </>
  );
};

/** The credit-card bill of a month, and the last twelve as a chart. */
export const BillsView = ({ binding, month, onCard, onMonth }: BillsViewProps) => {
  const from = useApi<Answer>('/api/credit-bills', { binding });
  const card = from.data?.card?.binding;
  useEffect(() => onCard(card), [card, onCard]);
  return (
    <Load from={from}>{(answer) => <Bills answer={answer} binding={binding} month={month} onMonth={onMonth} />}</Load>
  );
};
