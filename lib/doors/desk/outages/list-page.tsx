import {
  addressOf,
  Badge,
  Button,
  DataTable,
  DeskPage,
  go,
  instantName,
  Load,
  MonthPicker,
  type PageModule,
  type PageProps,
  Panel,
  useDesk,
  useRoomTitle,
} from '../../../page-kit/desk.tsx';
import type { OutageList, OutageRow } from './model.ts';
import { areasInShort, phaseNames } from './words.ts';

const kindOf = ({ phase }: OutageRow) =>
  phase === 'restored' ? 'good' : phase === 'overdue' || phase === 'delayed' ? 'warn' : 'plain';

const columns = [
  {
    head: '停供',
    cell: ({ id, title, areaNames }: OutageRow) => (
      <a class="no-break" href={`/desk/outages/${id}`} aria-label={`${title} ${areasInShort(areaNames, 5)}`}>
        {title}
      </a>
    ),
  },
  { head: '区域', cell: ({ areaNames }: OutageRow) => areasInShort(areaNames, 5) },
  {
    head: '时间',
    cell: ({ from, to }: OutageRow) => (
      <span class="no-break">
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
  const outages = useDesk<OutageList>('/desk/api/outages', { month });
  const { data } = outages;
  const choose = (chosen: string) => go(addressOf('/desk/outages', { month: chosen }), { replace: true });
  const actions = (
    <>
      {data && <MonthPicker months={data.months} value={data.month} onChange={choose} />}
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
          {({ outages: rows, withNext }) => (
            <DataTable
              caption={withNext ? '这个月和下个月开始的停供' : '这个月开始的停供'}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              empty={withNext ? '这个月和下个月还没有停供信息。' : '这个月没有停供信息。请换一个月份看看。'}
            />
          )}
        </Load>
      </Panel>
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/outages', title: '停供信息', View };
