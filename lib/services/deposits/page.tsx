import { useState } from 'preact/hooks';
import {
  Amount,
  addressOf,
  BarChart,
  BindingBar,
  Card,
  Cell,
  Cells,
  dayName,
  Empty,
  Facts,
  go,
  Load,
  monthName,
  Page,
  type PageModule,
  type PageProps,
  Select,
  Skeleton,
  useApi,
  yuan,
} from '../../page-kit/kit.tsx';
import { kindWords } from './labels.ts';
import type { EntryShown, YearOfDeposits } from './model.ts';

/** A year of deposits: sums, a chart by month, and every entry; a month by touch. */
const View = ({ query }: PageProps) => {
  const binding = query.get('binding') ?? undefined;
  const year = query.get('year') ?? undefined;
  const answer = useApi<YearOfDeposits>('/api/deposits', { year, binding });
  return (
    <Page title="缴存明细" plain>
      <BindingBar kind="fund-account" chosen={binding} />
      <Load from={answer} waiting={<Skeleton rows={8} />}>
        {(data) => (
          <>
            <YearPicker
              data={data}
              onChange={(chosen) => go(addressOf('/pages/deposits', { year: chosen, binding }), { replace: true })}
            />
            {data.entries.length === 0 ? (
              <Empty text={`${data.year}年还没有缴存记录。`} />
            ) : (
              <Year key={data.year} data={data} />
            )}
          </>
        )}
      </Load>
    </Page>
  );
};

const YearPicker = ({
  data: { year, years },
  onChange,
}: {
  data: YearOfDeposits;
  onChange: (year: string) => void;
}) => (
  <div class="fields">
    <Select
      name="year"
      label="年份"
      value={year}
      onChange={onChange}
      options={[...new Set([...years, year])]
        .sort()
        .reverse()
        .map((each) => ({ value: each, label: `${each}年` }))}
    />
  </div>
);

const monthsOfYear = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));

const Year = ({ data: { year, entries, sums } }: { data: YearOfDeposits }) => {
  const [chosen, choose] = useState('');
  const shown = entries.filter(({ day }) => day.startsWith(chosen));
  return (
    <>
      <Card title={`${year}年合计`}>
        <Facts
          rows={[
            ['汇缴', <Amount key="deposit" fen={sums.depositFen} />],
            ['补缴', sums.makeupFen === 0 ? undefined : <Amount key="makeup" fen={sums.makeupFen} />],
            ['结息', <Amount key="interest" fen={sums.interestFen} />],
            ['提取', <Amount key="withdrawal" fen={sums.withdrawalFen} />],
          ]}
        />
      </Card>
      <Card title="每月入账">
        <BarChart
          caption={`${year}年每月入账`}
          selected={chosen}
          onSelect={choose}
          bars={monthsOfYear.map((month) => monthBar(`${year}-${month}`, entries))}
        />
      </Card>
      <div class="fields">
        <Select
          name="month"
          label="看哪个月"
          value={chosen}
          onChange={choose}
          options={[
            { value: '', label: '全年' },
            ...monthsOfYear.map((month) => ({ value: `${year}-${month}`, label: `${Number(month)}月` })),
          ]}
        />
      </div>
      <Entries entries={shown} />
    </>
  );
};

const monthBar = (month: string, entries: readonly EntryShown[]) => {
  const paidIn = entries.filter(({ day, kind }) => day.startsWith(month) && kind !== 'withdrawal');
  const value = paidIn.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return {
    key: month,
    label: String(Number(month.slice(5))),
    name: monthName(month),
    value,
    shown: `${yuan(value)}元`,
  };
};

const Entries = ({ entries }: { entries: readonly EntryShown[] }) => {
  if (entries.length === 0) return <Empty text="这个月没有记录。" />;
  return (
    <Cells title="明细" tips="单位一般在发薪后5日内汇缴，次日入账。">
      {entries.map((entry, position) => (
        <Cell
          key={position}
          label={entryName(entry)}
          note={`${dayName(entry.day)}，余额${yuan(entry.balanceFen)}元`}
          value={<Amount fen={entry.amountFen} />}
        />
      ))}
    </Cells>
  );
};

const entryName = ({ kind, month }: EntryShown): string =>
  month === undefined ? kindWords[kind] : `${kindWords[kind]} ${monthName(month)}`;

export const page: PageModule = { path: '/pages/deposits', title: '缴存明细', View };
