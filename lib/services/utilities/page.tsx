import { useState } from 'preact/hooks';
import {
  Amount,
  BarChart,
  Card,
  dayName,
  Empty,
  Facts,
  Hero,
  instantName,
  Load,
  monthName,
  Page,
  type PageModule,
  quantity,
  Tabs,
  useApi,
} from '../../page-kit/kit.tsx';
import type { RoomHistory, RoomShown, Usage, Utility, UtilityHistory } from './model.ts';

const names: Record<Utility, { title: string; unit: string }> = {
  electricity: { title: '电', unit: '度' },
  water: { title: '水', unit: '吨' },
  gas: { title: '燃气', unit: '立方米' },
};

const barsOf = (usages: readonly Usage[], unit: string) =>
  usages.map(({ period, used }) => ({
    key: period,
    label: String(Number(period.slice(-2))),
    name: period.length === 7 ? monthName(period) : dayName(period),
    value: used,
    shown: `${quantity(used)} ${unit}`,
  }));

const Chart = ({ caption, usages, unit }: { caption: string; usages: readonly Usage[]; unit: string }) => {
  const [chosen, setChosen] = useState<string>();
  const selected = chosen ?? usages.at(-1)?.period;
  return (
    <Card>
      <BarChart
        caption={caption}
        bars={barsOf(usages, unit)}
        onSelect={setChosen}
        {...(selected === undefined ? {} : { selected })}
      />
    </Card>
  );
};

const Meter = ({ history: { utility, latest, months, days } }: { history: UtilityHistory }) => {
  const { title, unit } = names[utility];
  return (
    <>
      <Hero label={`本月用${title}`} note={`${instantName(latest.at)} 抄表`}>
        {quantity(latest.usedInMonth)}
        <small>{unit}</small>
      </Hero>
      <Card>
        <Facts
          rows={[
            ['表上读数', `${quantity(latest.reading)} ${unit}`],
            ['上次抄表以来', `${quantity(latest.used)} ${unit}`],
            ['免费额度还剩', latest.freeLeft === undefined ? undefined : `${quantity(latest.freeLeft)} ${unit}`],
            ['余额', latest.balanceFen === undefined ? undefined : <Amount key="balance" fen={latest.balanceFen} />],
          ]}
        />
      </Card>
      <Chart caption={`近12个月用${title}（${unit}）`} usages={months} unit={unit} />
      {days.length > 1 && <Chart caption={`近31天用${title}（${unit}）`} usages={days} unit={unit} />}
    </>
  );
};

const Meters = ({ room, utilities }: { room: RoomShown; utilities: readonly UtilityHistory[] }) => {
  const [chosen, setChosen] = useState<Utility>();
  const history = utilities.find(({ utility }) => utility === chosen) ?? utilities[0];
  const title = `${room.campus}　${room.building}${room.door}`;
  if (history === undefined) return <Empty text={`${title}还没有抄表记录。`} />;
  const tabs = utilities.map(({ utility }) => ({ key: utility, title: names[utility].title }));
  return (
    <>
      <p class="binding-bar">{title}</p>
      <Tabs label="看哪一种" tabs={tabs} selected={history.utility} onSelect={setChosen}>
        <Meter key={history.utility} history={history} />
      </Tabs>
    </>
  );
};

const View = () => (
  <Page title="水电燃气" plain>
    <Load from={useApi<Partial<RoomHistory>>('/api/utilities')}>
      {({ room, utilities }) =>
        room === undefined || utilities === undefined ? (
          <Empty text="您绑定的账号没有校内住房，所以查不到水电。刚换了宿舍的，一般次日更新。" />
        ) : (
          <Meters room={room} utilities={utilities} />
        )
      }
    </Load>
  </Page>
);

/** Readings and usage of the follower's room. */
export const page: PageModule = { path: '/pages/utilities', title: '水电燃气', View };
