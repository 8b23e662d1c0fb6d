import {
  addressOf,
  Badge,
  Button,
  DataTable,
  DeskPage,
  go,
  instantName,
  Load,
  type PageModule,
  type PageProps,
  Panel,
  useDesk,
  useRoomTitle,
} from '../../../page-kit/desk.tsx';
import type { OutageRow } from './model.ts';
import { phaseNames } from './words.ts';

const kindOf = ({ phase }: OutageRow) =>
  phase === 'restored' ? 'good' : phase === 'overdue' || phase === 'delayed' ? 'warn' : 'plain';

const columns = [
  {
    head: '停供',
    cell: (outage: OutageRow) => <a href={`/desk/outages/${outage.id}`}>{outage.title}</a>,
  },
  { head: '区域', cell: ({ areaNames }: OutageRow) => areaNames.join('、') },
  {
    head: '时间',
    cell: ({ from, to }: OutageRow) => (
      <span>
        {instantName(from)}
        <small>至 {instantName(to)}</small>
      </span>
    ),
  },
  { head: '状态', cell: (outage: OutageRow) => <Badge kind={kindOf(outage)}>{phaseNames[outage.phase]}</Badge> },
];

const View = ({ query }: PageProps) => {
  const title = useRoomTitle('/desk/outages');
  const month = query.get('month') ?? undefined;
  const outages = useDesk<{ month: string; outages: OutageRow[] }>('/desk/api/outages', { month });
  const shown = outages.data?.month;
  const actions = (
    <>
      {shown && (
        <input
          class="month"
          type="month"
          aria-label="月份"
          value={shown}
          onChange={({ currentTarget: { value } }) =>
            value && go(addressOf('/desk/outages', { month: value }), { replace: true })
          }
        />
      )}
      <Button href="/desk/outages/import">从表格导入</Button>
      <Button kind="primary" href="/desk/outages/new">
        新建
      </Button>
    </>
  );
  return (
    <DeskPage title={title} actions={actions}>
      <Panel>
        <Load from={outages}>
          {({ outages: rows }) => (
            <DataTable
              caption="这个月开始的停供"
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              empty="这个月还没有停供信息。"
            />
          )}
        </Load>
      </Panel>
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/outages', title: '停供信息', View };
