import { useState } from 'preact/hooks';
import { Amount, Card, Facts, Field, Select } from '../../page-kit/kit.tsx';
import type { LoanTerms } from '../../platform/profile/rates.ts';
import { repayEarly } from './early.ts';
import type { EarlyRepayment, Loan, Method, Question } from './model.ts';
import { methods } from './outcomes-view.tsx';
import { partsOf } from './service.ts';

const keeps = [
  { value: 'instalment', label: '月供不变，缩短年限' },
  { value: 'term', label: '年限不变，减少月供' },
] as const;

const digits = (text: string): string => text.replace(/\D/g, '');
const decimal = (text: string): string => text.replace(/[^\d.]/g, '');

/** What an early repayment saves. Of a combined loan the commercial part is repaid early, unless the follower says otherwise. */
export const EarlyRepaying = ({ question, terms }: { question: Question; terms: LoanTerms }) => {
  const { afterInstalments: least, leastYuan } = terms.early;
  const [paid, setPaid] = useState('12');
  const [wan, setWan] = useState(String(Math.max(10, leastYuan / 10_000)));
  const [keep, setKeep] = useState<EarlyRepayment['keep']>('instalment');
  const [method, setMethod] = useState<Method>('equal-instalments');
  const [part, setPart] = useState('1');
  const loans = partsOf(question);
  const loan = loans[Number(part)] ?? loans[0];
  const early = { afterInstalments: Number(paid), amountFen: Math.round((Number(wan) || 0) * 1_000_000), keep };
  return (
    <Card title="提前还款试算" tips={`还满${least}期可以提前还，每次至少${leastYuan / 10_000}万元，以合同为准。`}>
      <div class="fields">
        {loans.length > 1 && (
          <Select
            name="part"
            label="提前还哪一部分"
            value={part}
            onChange={setPart}
            options={[
              { value: '1', label: '商业贷款' },
              { value: '0', label: '公积金贷款' },
            ]}
          />
        )}
        <Select
          name="method"
          label="还款方式"
          value={method}
          onChange={(value) => setMethod(value === 'equal-principal' ? value : 'equal-instalments')}
          options={methods.map(({ key, title }) => ({ value: key, label: title }))}
        />
        <Field
          name="paid"
          label="已还期数"
          value={paid}
          inputMode="numeric"
          maxLength={3}
          onInput={(text) => setPaid(digits(text))}
        />
        <Field
          name="early"
          label="提前还（万元）"
          value={wan}
          inputMode="decimal"
          maxLength={8}
          onInput={(text) => setWan(decimal(text))}
        />
        <Select
          name="keep"
          label="还完以后"
          value={keep}
          onChange={(value) => setKeep(value === 'term' ? 'term' : 'instalment')}
          options={keeps}
        />
      </div>
      <div role="status">{loan && <Result loan={loan} method={method} early={early} terms={terms} />}</div>
    </Card>
  );
};

/** Why nothing can be shown; undefined when it can. */
const faultOf = ({ months }: Loan, { afterInstalments, amountFen }: EarlyRepayment, { early }: LoanTerms) => {
  if (afterInstalments < early.afterInstalments) return `还满${early.afterInstalments}期以后才能提前还。`;
  if (afterInstalments >= months) return `这笔贷款一共${months}期，请填写更小的期数。`;
  return amountFen < early.leastYuan * 100 ? `提前还的钱，每次至少${early.leastYuan / 10_000}万元。` : undefined;
};

interface ResultProps {
  loan: Loan;
  method: Method;
  early: EarlyRepayment;
  terms: LoanTerms;
}

const Result = ({ loan, method, early, terms }: ResultProps) => {
  const fault = faultOf(loan, early, terms);
  if (fault !== undefined) return <p>{fault}</p>;
  const { repaidFen, instalments, savedInterestFen, savedMonths } = repayEarly(loan, method, early);
  const next = instalments[early.afterInstalments];
  return (
    <Facts
      rows={[
        ['提前还', <Amount key="repaid" fen={repaidFen} />],
        ['节省利息', <Amount key="saved" fen={savedInterestFen} />],
        ['少还', savedMonths > 0 ? `${savedMonths}期` : undefined],
        ['以后每月', next ? <Amount key="next" fen={next.amountFen} /> : '已全部还清'],
        ['还剩', next && `${instalments.length - early.afterInstalments}期`],
      ]}
    />
  );
};
