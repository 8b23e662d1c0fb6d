import { useState } from 'preact/hooks';
import {
  Field,
  Load,
  Page,
  type PageModule,
  type PageProps,
  Select,
  Skeleton,
  Tabs,
  useApi,
} from '../../page-kit/kit.tsx';
import type { LoanTerms } from '../../platform/profile/rates.ts';
import { fromQuery } from './address.ts';
import { EarlyRepaying } from './early-view.tsx';
import type { Question, Terms } from './model.ts';
import { Outcomes } from './outcomes-view.tsx';
import { ceilingNote, faultIn, fundRate } from './service.ts';

/** The calculator. Everything is calculated in the page; only rates and bounds come from the account. */
const View = ({ query }: PageProps) => {
  const terms = useApi<Terms>('/api/loan-calculator');
  return (
    <Page title="贷款计算器" lead="结果供参考，以合同为准">
      <Load from={terms} waiting={<Skeleton rows={8} />}>
        {({ loans }) => <Calculator terms={loans} query={query} />}
      </Load>
    </Page>
  );
};

type Kind = 'fund' | 'commercial' | 'combined';
const kinds = [
  { key: 'fund', title: '公积金' },
  { key: 'commercial', title: '商业' },
  { key: 'combined', title: '组合' },
] as const;

/** What stands in the fields, as it was typed. */
interface Typed {
  kind: Kind;
  fund: string;
  commercial: string;
  years: string;
  home: Question['home'];
  fundRate: string;
  commercialRate: string;
}

const usual = { fundFen: 60_000_000, commercialFen: 80_000_000 } as const;

const typedFrom = (query: URLSearchParams, terms: LoanTerms): Typed => {
  const { fundFen, commercialFen, months, home, fundRatePpm, commercialRatePpm } = fromQuery(query, terms);
  const kind = commercialFen === 0 ? 'fund' : fundFen === 0 ? 'commercial' : 'combined';
  return {
    kind,
    fund: String((fundFen || usual.fundFen) / 1_000_000),
    commercial: String((commercialFen || usual.commercialFen) / 1_000_000),
    years: String(Math.ceil(months / 12)),
    home,
    fundRate: String(fundRatePpm / 10_000),
    commercialRate: String(commercialRatePpm / 10_000),
  };
};

const scaled = (text: string, factor: number): number => Math.round((Number(text) || 0) * factor);

const questionOf = ({ kind, fund, commercial, years, home, fundRate, commercialRate }: Typed): Question => ({
  fundFen: kind === 'commercial' ? 0 : scaled(fund, 1_000_000),
  commercialFen: kind === 'fund' ? 0 : scaled(commercial, 1_000_000),
  months: scaled(years, 12),
  home,
  fundRatePpm: scaled(fundRate, 10_000),
  commercialRatePpm: scaled(commercialRate, 10_000),
});

const Calculator = ({ terms, query }: { terms: LoanTerms; query: URLSearchParams }) => {
  const [typed, setTyped] = useState(() => typedFrom(query, terms));
  const question = questionOf(typed);
  const fault = faultIn(question, terms);
  const note = fault?.message ?? ceilingNote(question, terms);
  return (
    <>
      <Tabs label="贷款种类" tabs={kinds} selected={typed.kind} onSelect={(kind) => setTyped({ ...typed, kind })}>
        <Fields
          typed={typed}
          terms={terms}
          onType={(changes) => setTyped(withUsualRate({ ...typed, ...changes }, changes, terms))}
        />
      </Tabs>
      <p class="weui-cells__tips" role="status">
        {note}
      </p>
      {fault === undefined && (
        <>
          <Outcomes question={question} />
          <EarlyRepaying question={question} terms={terms} />
        </>
      )}
    </>
  );
};

/** Another length or home has another rate of the fund; one that was typed over is set anew, since it belonged to the old choice. */
const withUsualRate = (typed: Typed, changes: Partial<Typed>, terms: LoanTerms): Typed => {
  if (changes.years === undefined && changes.home === undefined) return typed;
  return { ...typed, fundRate: String(fundRate(terms, typed.home, scaled(typed.years, 12)) / 10_000) };
};

interface FieldsProps {
  typed: Typed;
  terms: LoanTerms;
  onType: (changes: Partial<Typed>) => void;
}

const decimal = (text: string): string => text.replace(/[^\d.]/g, '');

const Fields = ({ typed, terms, onType }: FieldsProps) => (
  <div class="fields">
    {typed.kind !== 'commercial' && <FundFields typed={typed} onType={onType} />}
    {typed.kind !== 'fund' && (
      <>
        <Amount
          label="商业贷款金额"
          name="commercial"
          value={typed.commercial}
          onInput={(commercial) => onType({ commercial })}
        />
        <Rate
          label="商业贷款"
          name="commercialRate"
          value={typed.commercialRate}
          onInput={(commercialRate) => onType({ commercialRate })}
        />
      </>
    )}
    <Select
      name="years"
      label="年限"
      value={typed.years}
      onChange={(years) => onType({ years })}
      options={Array.from({ length: terms.mostYears }, (_, at) => ({ value: String(at + 1), label: `${at + 1}年` }))}
    />
  </div>
);

const homes = [
  { value: 'first', label: '首套' },
  { value: 'second', label: '二套' },
] as const;

const FundFields = ({ typed, onType }: Omit<FieldsProps, 'terms'>) => (
  <>
    <Amount label="公积金贷款金额" name="fund" value={typed.fund} onInput={(fund) => onType({ fund })} />
    <Select
      name="home"
      label="第几套住房"
      value={typed.home}
      onChange={(home) => onType({ home: home === 'second' ? 'second' : 'first' })}
      options={homes}
    />
    <Rate label="公积金" name="fundRate" value={typed.fundRate} onInput={(rate) => onType({ fundRate: rate })} />
  </>
);

interface NumberProps {
  label: string;
  name: string;
  value: string;
  onInput: (value: string) => void;
}

const Amount = ({ label, onInput, ...field }: NumberProps) => (
  <Field
    label={`${label}（万元）`}
    inputMode="decimal"
    maxLength={8}
    onInput={(text) => onInput(decimal(text))}
    {...field}
  />
);

const Rate = ({ label, onInput, ...field }: NumberProps) => (
  <Field
    label={`${label}年利率（%）`}
    hint="默认现行利率，可以改"
    inputMode="decimal"
    maxLength={6}
    onInput={(text) => onInput(decimal(text))}
    {...field}
  />
);

export const page: PageModule = { path: '/pages/loan-calculator', title: '贷款计算器', View };
