import {
  addressOf,
  Badge,
  Button,
  count,
  DataTable,
  DeskPage,
  go,
  instantName,
  MonthPicker,
  type PageModule,
  type PageProps,
  Panel,
  Progress,
  Skeleton,
  useLive,
} from '../../../page-kit/desk.tsx';
import { GatePanel } from './gate-panel.tsx';
import type { ClosedGate, NoticeRow } from './model.ts';
import { laneNames, stateNames } from './words.ts';

interface Listing {
  month: string;
  months: string[];
  gates: ClosedGate[];
  notices: NoticeRow[];
}

const paceMs = 5000;

const isMoving = ({ state }: NoticeRow): boolean => state === 'sending' || state === 'freezing';

const kindOf = ({ state }: NoticeRow) =>
  state === 'sent' ? 'good' : state === 'held' || state === 'refused' || state === 'stopped' ? 'warn' : 'plain';

const Title = (notice: NoticeRow) => (
  <>
    <a href={`/desk/notices/${notice.id}`}>{notice.title}</a>
    <small>
      {instantName(notice.createdAt)} · {notice.by}
    </small>
  </>
);

const State = (notice: NoticeRow) => (
  <>
    <Badge kind={kindOf(notice)}>{stateNames[notice.state]}</Badge>
    {notice.state === 'scheduled' && notice.releaseAt !== undefined && (
      <small>{instantName(notice.releaseAt)} 发出</small>
    )}
  </>
);

const Done = ({ title, state, done, people = 0 }: NoticeRow) =>
  state === 'sending' || state === 'stopped' || state === 'sent' ? (
    <Progress label={`${title}的进度`} value={done} total={people} />
  ) : (
    <>—</>
  );

const columns = [
  { head: '通知', cell: Title },
  { head: '类别', cell: ({ lane }: NoticeRow) => laneNames[lane] },
  { head: '状态', cell: State },
  { head: '人数', cell: ({ people }: NoticeRow) => count(people), figures: true },
  { head: '进度', cell: Done },
];

const View = ({ query }: PageProps) => {
  const month = query.get('month') ?? undefined;
  const { data, fault, reload } = useLive<Listing>(addressOf('/desk/api/notices', { month }), ({ notices }) =>
    notices.some(isMoving) ? paceMs : undefined,
  );
  const choose = (chosen: string) => go(addressOf('/desk/notices', { month: chosen }), { replace: true });
  const actions = (
    <>
      {data && <MonthPicker months={data.months} value={data.month} onChange={choose} />}
      <Button kind="primary" href="/desk/notices/new">
        写通知
      </Button>
    </>
  );
  return (
    <DeskPage title="通知" actions={actions}>
      {fault && (
        <p class="stale" role="alert">
          {fault.message}
        </p>
      )}
      {data && <GatePanel gates={data.gates} onChanged={reload} />}
      {data ? (
        <Panel>
          <DataTable
            caption="这个月的通知"
            columns={columns}
            rows={data.notices}
            keyOf={({ id }) => id}
            empty="这个月还没有通知。"
          />
        </Panel>
      ) : (
        !fault && <Skeleton rows={8} />
      )}
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/notices', title: '通知', View };
