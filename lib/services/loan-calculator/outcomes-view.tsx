import { useState } from 'preact/hooks';
import { Card, Select, Table, Tabs, yuan } from '../../page-kit/kit.tsx';
import type { Instalment, Method, Question } from './model.ts';
import { type Outcome, outcomeOf } from './service.ts';

/** The two ways of repaying, in words. */
export const methods = [
  { key: 'equal-instalments', title: '等额本息' },
  { key: 'equal-principal', title: '等额本金' },
] as const;

/** Both ways of repaying beside each other, and the instalments of one, a year at a time. */
export const Outcomes = ({ question }: { question: Question }) => {
  const [method, setMethod] = useState<Method>('equal-instalments');
  const outcomes = {
    'equal-instalments': outcomeOf(question, 'equal-instalments'),
    'equal-principal': outcomeOf(question, 'equal-principal'),
  };
  return (
    <>
      <Card title="两种还法比较（元）" tips="等额本息每月一样多；等额本金先多后少，总利息少。">
        <Table caption="等额本息和等额本金的比较" head={['', '等额本息', '等额本金']} rows={comparison(outcomes)} />
      </Card>
      <Card title="每期明细（元）">
        <Tabs label="还款方式" tabs={methods} selected={method} onSelect={setMethod}>
          <Schedule instalments={outcomes[method].instalments} />
        </Tabs>
      </Card>
    </>
  );
};

const comparison = (outcomes: Record<Method, Outcome>) => {
  const row = (name: string, figure: (outcome: Outcome) => number) => [
    name,
    yuan(figure(outcomes['equal-instalments'])),
    yuan(figure(outcomes['equal-principal'])),
  ];
  return [
    row('首月', ({ firstFen }) => firstFen),
    row('末月', ({ lastFen }) => lastFen),
    row('总利息', ({ interestFen }) => interestFen),
    row('还款总额', ({ totalFen }) => totalFen),
  ];
};

const Schedule = ({ instalments }: { instalments: readonly Instalment[] }) => {
  const [year, setYear] = useState('1');
  const years = Math.ceil(instalments.length / 12);
  const shown = Math.min(Number(year), years);
  return (
    <>
      <div class="fields">
        <Select
          name="year"
          label="看第几年"
          value={String(shown)}
          onChange={setYear}
          options={Array.from({ length: years }, (_, at) => ({ value: String(at + 1), label: `第${at + 1}年` }))}
        />
      </div>
      <Table
        caption={`第${shown}年每期还款`}
        head={['期', '还款', '本金', '利息', '剩余本金']}
        rows={instalments
          .slice((shown - 1) * 12, shown * 12)
          .map(({ number, amountFen, principalFen, interestFen, remainingFen }) => [
            number,
            ...[amountFen, principalFen, interestFen, remainingFen].map(yuan),
          ])}
      />
    </>
  );
};
