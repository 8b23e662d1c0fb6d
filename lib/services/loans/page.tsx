import { useState } from 'preact/hooks';
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
  Page,
  type PageModule,
  type PageProps,
  Select,
  Skeleton,
  useApi,
  yuan,
} from '../../page-kit/kit.tsx';
import { methodWords, statusWords } from './labels.ts';
import type { LoanShown, LoansShown, RepaymentShown, YearOfRepayments } from './model.ts';

/** The fund's loans: what is owed, the next repayment, and the flow by the year. */
const View = ({ query }: PageProps) => {
  const binding = query.get('binding') ?? undefined;
  const answer = useApi<LoansShown>('/api/loans', { binding });
  return (
    <Page title="我的贷款" plain>
      <BindingBar kind="fund-account" chosen={binding} />
      <Load from={answer} waiting={<Skeleton rows={8} hero />}>
        {({ loans, repayments }) =>
          loans.length === 0 ? (
            <Empty text="没有查到公积金贷款。" action={{ label: '算一算能贷多少', href: '/pages/loan-calculator' }} />
          ) : (
            <>
              {loans.map((loan) => (
                <Loan key={`${loan.contract}${loan.startedOn}`} loan={loan} />
              ))}
              <Flow loans={loans} latest={repayments} binding={binding} from={query.get('year') ?? ''} />
            </>
          )
        }
      </Load>
    </Page>
  );
};

const badges = { repaying: 'good', overdue: 'warn', closed: 'plain' } as const;

const Loan = ({ loan }: { loan: LoanShown }) => (
  <>
    <Hero
      label={`${loan.nextAmountFen === undefined ? '剩余本金' : '下次应还'}（合同${loan.contract}）`}
      note={
        <>
          <Badge kind={badges[loan.status]}>{statusWords[loan.status]}</Badge>
          {loan.nextDay && ` ${dayName(loan.nextDay)}扣款`}
        </>
      }
    >
      <Amount fen={loan.nextAmountFen ?? loan.remainingFen} big />
    </Hero>
    <Card
      title="贷款"
      {...(loan.status === 'closed'
        ? {}
        : { tips: `请在扣款前一天把钱存进${loan.cardTail ? `尾号${loan.cardTail}的` : ''}还款卡。` })}
    >
      <Facts
        rows={[
          ['贷款金额', <Amount key="principal" fen={loan.principalFen} />],
          ['剩余本金', <Amount key="remaining" fen={loan.remainingFen} />],
          ['年利率', `${loan.annualRatePpm / 10_000}%`],
          ['还款方式', methodWords[loan.method]],
          ['期数', `已还${loan.paidInstalments}期，共${loan.termMonths}期`],
          ['放款日', dayName(loan.startedOn)],
        ]}
      />
    </Card>
  </>
);

const yearsSince = (loans: readonly LoanShown[]): string[] => {
  const first = Math.min(...loans.map(({ startedOn }) => Number(startedOn.slice(0, 4))));
  const thisYear = new Date().getFullYear();
  return Array.from({ length: Math.max(1, thisYear - first + 1) }, (_, at) => String(thisYear - at));
};

interface FlowProps {
  loans: readonly LoanShown[];
  latest: readonly RepaymentShown[];
  binding: string | undefined;
  /** Year to begin with; empty for the latest. */
  from: string;
}

const Flow = ({ loans, latest, binding, from }: FlowProps) => {
  const [year, setYear] = useState(from);
  const answer = useApi<YearOfRepayments>(year === '' ? undefined : '/api/loans/repayments', { year, binding });
  return (
    <>
      <div class="fields">
        <Select
          name="year"
          label="还款流水"
          value={year}
          onChange={setYear}
          options={[
            { value: '', label: '最近12期' },
            ...[...new Set([...yearsSince(loans), year])]
              .filter((each) => each !== '')
              .map((each) => ({ value: each, label: `${each}年` })),
          ]}
        />
      </div>
      {year === '' ? <Repayments repayments={latest} /> : <Load from={answer}>{(data) => <Year data={data} />}</Load>}
    </>
  );
};

const Year = ({ data: { year, repayments, principalFen, interestFen, penaltyFen } }: { data: YearOfRepayments }) => (
  <>
    <Card title={`${year}年合计`}>
      <Facts
        rows={[
          ['本金', <Amount key="principal" fen={principalFen} />],
          ['利息', <Amount key="interest" fen={interestFen} />],
          ['罚息', penaltyFen === 0 ? undefined : <Amount key="penalty" fen={penaltyFen} />],
        ]}
      />
    </Card>
    <Repayments repayments={repayments} />
  </>
);

const Repayments = ({ repayments }: { repayments: readonly RepaymentShown[] }) => {
  if (repayments.length === 0) return <Empty text="没有还款记录。" />;
  return (
    <Cells title="每期还款">
      {repayments.map((repayment) => (
        <Cell
          key={`${repayment.day}${repayment.contract}${repayment.instalment}`}
          label={dayName(repayment.day)}
          note={repaymentNote(repayment)}
          value={<Amount fen={repayment.amountFen} />}
        />
      ))}
    </Cells>
  );
};

const repaymentNote = ({ instalment, principalFen, interestFen, penaltyFen, remainingFen }: RepaymentShown): string =>
  [
    `第${instalment}期`,
    `本金${yuan(principalFen)}`,
    `利息${yuan(interestFen)}`,
    ...(penaltyFen === 0 ? [] : [`罚息${yuan(penaltyFen)}`]),
    `剩余${yuan(remainingFen)}`,
  ].join('，');

export const page: PageModule = { path: '/pages/loans', title: '我的贷款', View };
