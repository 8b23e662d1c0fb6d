import {
  Badge,
  count,
  DataTable,
  DeskPage,
  Facts,
  instantName,
  type PageModule,
  type PageProps,
  Panel,
  Skeleton,
  useLive,
  useRoomTitle,
} from '../../../page-kit/desk.tsx';
import { OutageChanges } from './changes.tsx';
import type { OutageNoticeShown, OutageShown } from './model.ts';
import { areasInShort, noticeStateName, phaseNames } from './words.ts';

const columns = [
  {
    head: '通知',
    cell: ({ id, title }: OutageNoticeShown) => <a href={`/desk/notices/${id}`}>{title}</a>,
  },
  { head: '状态', cell: (notice: OutageNoticeShown) => <Badge>{noticeStateName(notice)}</Badge> },
  { head: '人数', cell: ({ people }: OutageNoticeShown) => count(people), figures: true },
  { head: '账户', cell: ({ accounts }: OutageNoticeShown) => count(accounts), figures: true },
];

const isMoving = ({ notices }: OutageShown): boolean =>
  notices.some(({ state }) => state === 'freezing' || state === 'sending');

const Progress = ({ outage: { progress } }: { outage: OutageShown }) => (
  <Panel title="进展">
    {progress.length === 0 && <p class="note">还没有进展。</p>}
    <Facts rows={progress.toReversed().map(({ at, text }) => [instantName(at), text] as const)} />
  </Panel>
);

const View = ({ params }: PageProps) => {
  const title = useRoomTitle('/desk/outages');
  const path = `/desk/api/outages/${params['id'] ?? ''}`;
  const { data: outage, fault, reload } = useLive<OutageShown>(path, (shown) => (isMoving(shown) ? 2000 : undefined));
  return (
    <DeskPage
      title={outage ? `${outage.title} ${areasInShort(outage.areaNames, 2)}` : title}
      back={{ label: title, href: '/desk/outages' }}
      actions={outage && <OutageChanges outage={outage} onChanged={reload} />}
    >
      {fault && (
        <p class="stale" role="alert">
          {fault.message}
        </p>
      )}
      {!outage && !fault && <Skeleton rows={6} />}
      {outage && (
        <div class="columns">
          <div>
            <Panel title="通知">
              <DataTable
                caption="关于它的通知"
                columns={columns}
                rows={outage.notices}
                keyOf={({ id }) => id}
                empty="还没有通知。"
              />
            </Panel>
            <Progress outage={outage} />
          </div>
          <Panel title="内容">
            <Facts
              rows={[
                ['状态', phaseNames[outage.phase]],
                ['区域', outage.areaNames.join('、')],
                ['原因', outage.reason],
                ['开始', instantName(outage.from)],
                ['预计结束', instantName(outage.to)],
                [outage.back, outage.restoredAt && instantName(outage.restoredAt)],
                ['建立', `${outage.by} · ${instantName(outage.createdAt)}`],
              ]}
            />
          </Panel>
        </div>
      )}
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/outages/:id', title: '停供信息', View };
