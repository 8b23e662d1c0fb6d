import { useState } from 'preact/hooks';
import { Form, monthName, Select, useAct } from '../../page-kit/kit.tsx';

/** Of which days the movements are asked for: a month, days, or, when nothing is named, the last 30 days. */
export interface AskedPeriod {
  month: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

const none = { month: undefined, from: undefined, to: undefined };

const beijingToday = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The month of a day, and the months before it, three years in all. */
const monthsUntil = (day: string): string[] =>
  Array.from({ length: 36 }, (_, back) => {
    const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - back;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });

const options = [
  { value: 'latest', label: '最近30天' },
  { value: 'days', label: '自选日期' },
  ...monthsUntil(beijingToday()).map((month) => ({ value: month, label: monthName(month) })),
];

interface DayFieldProps {
  name: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
}

/** The phone's own calendar. */
const DayField = ({ name, label, value, onInput }: DayFieldProps) => (
  <div class="field">
    <label for={`day-${name}`}>{label}</label>
    <input
      id={`day-${name}`}
      name={name}
      type="date"
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  </div>
);

const Days = ({ asked, onAsk }: PeriodChoiceProps) => {
  const [from, setFrom] = useState(asked.from ?? '');
  const [to, setTo] = useState(asked.to ?? '');
  const act = useAct();
  const check = () => (from && to ? undefined : { code: 'missing', message: '请选好从哪天到哪天，再点查询。' });
  return (
    <Form act={act} submit="查询" check={check} onSubmit={async () => onAsk({ ...none, from, to })}>
      <DayField name="from" label="从哪天" value={from} onInput={setFrom} />
      <DayField name="to" label="到哪天" value={to} onInput={setTo} />
    </Form>
  );
};

interface PeriodChoiceProps {
  asked: AskedPeriod;
  onAsk: (asked: AskedPeriod) => void;
}

/** A month, the last 30 days, or days of the follower's choice, which are asked for when both are there. */
export const PeriodChoice = ({ asked, onAsk }: PeriodChoiceProps) => {
  const [choosesDays, setChoosesDays] = useState(asked.from !== undefined);
  const choose = (value: string) => {
    setChoosesDays(value === 'days');
    if (value !== 'days') onAsk({ ...none, month: value === 'latest' ? undefined : value });
  };
  const value = choosesDays ? 'days' : (asked.month ?? 'latest');
  return (
    <div class="group">
      <div class="fields">
        <Select name="period" label="时间" value={value} onChange={choose} options={options} />
      </div>
      {choosesDays && <Days asked={asked} onAsk={onAsk} />}
    </div>
  );
};
