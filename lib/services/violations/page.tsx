import { useState } from 'preact/hooks';
import {
  Amount,
  Badge,
  Card,
  dayName,
  Empty,
  Facts,
  Hero,
  instantName,
  Load,
  Masked,
  Page,
  type PageModule,
  Tabs,
  useApi,
  yuan,
} from '../../page-kit/kit.tsx';
import type { Found, ViolationList, ViolationShown } from './model.ts';

const states = {
  open: { words: '未处理', kind: 'warn' },
  decided: { words: '待缴款', kind: 'warn' },
  paid: { words: '已缴款', kind: 'good' },
  withdrawn: { words: '已撤销', kind: 'plain' },
} as const;

const Violation = ({ violation }: { violation: ViolationShown }) => {
  const { at, place, act, fineFen, points, status, decisionNumber, plate } = violation;
  return (
    <Card title={instantName(at)}>
      <p>
        <Badge kind={states[status].kind}>{states[status].words}</Badge>　{act}
      </p>
      <Facts
        rows={[
          ['地点', place],
          ['罚款', `${yuan(fineFen)}元`],
          ['记分', `${points}分`],
          ['车辆', plate && <Masked key="plate">{plate}</Masked>],
          ['决定书编号', decisionNumber],
        ]}
      />
    </Card>
  );
};

const List = ({ list }: { list: ViolationList }) => (
  <>
    <Hero
      label={
        <>
          {list.label === list.shown ? '' : `${list.label} `}
          <Masked>{list.shown}</Masked>　要处理的违法
        </>
      }
      note={`记${list.totals.points}分，罚款 ${yuan(list.totals.fineFen)}元`}
    >
      {list.totals.open + list.totals.unpaid}
      <small>条</small>
    </Hero>
    {list.licence && (
      <Card>
        <Facts
          rows={[
            ['本周期已记', `${list.licence.points}分`],
            ['周期到', dayName(list.licence.pointsUntil)],
          ]}
        />
      </Card>
    )}
    {list.violations.length === 0 && <Empty text="没有查到违法记录。电子眼拍到的要过几天才能查到。" />}
    {list.violations.map((violation) => (
      <Violation key={violation.violationNumber} violation={violation} />
    ))}
  </>
);

const Lists = ({ found: { lists, totals } }: { found: Found }) => {
  const [at, setAt] = useState('0');
  const list = lists[Number(at)];
  if (list === undefined) {
    return (
      <Empty
        text="您还没有绑定车辆或驾驶证。"
        action={{ label: '去绑定', href: '/pages/bind?then=/pages/violations' }}
      />
    );
  }
  if (lists.length === 1) return <List list={list} />;
  const tabs = lists.map(({ label, shown }, index) => ({ key: String(index), title: label || shown }));
  return (
    <>
      <Card>
        <Facts
          rows={[
            ['未处理', `${totals.open}条`],
            ['待缴款', `${totals.unpaid}条`],
            ['罚款合计', <Amount key="fine" fen={totals.fineFen} />],
            ['记分合计', `${totals.points}分`],
          ]}
        />
      </Card>
      <Tabs label="看哪一个" tabs={tabs} selected={at} onSelect={setAt}>
        <List list={list} />
      </Tabs>
    </>
  );
};

const View = () => (
  <Page title="交通违法" plain>
    <Load from={useApi<Found>('/api/violations')}>{(found) => <Lists found={found} />}</Load>
  </Page>
);

/** Violations of the follower's vehicles and licence. */
export const page: PageModule = { path: '/pages/violations', title: '交通违法', View };
