import {
  Badge,
  DeskPage,
  Facts,
  instantName,
  type PageModule,
  type PageProps,
  Panel,
  Skeleton,
  useLive,
} from '../../../page-kit/desk.tsx';
import { NoticeActs } from './acts.tsx';
import { NoticeCard } from './card.tsx';
import { FiguresPanel } from './figures.tsx';
import { GatePanel } from './gate-panel.tsx';
import type { NoticeShown } from './model.ts';
import { UnreadPanel } from './unread.tsx';
import { laneNames, stateNames } from './words.ts';

const movingMs = 2000;
/** Receipts come for hours after the last message. */
const settlingMs = 20_000;

const paceOf = ({ state, figures }: NoticeShown): number | undefined => {
  if (state === 'sending' || state === 'freezing' || state === 'scheduled') return movingMs;
  const isSettled = figures.accepted === figures.delivered + figures.blocked + figures.failed;
  if (state === 'stopped') return movingMs;
  return state === 'sent' && !isSettled ? settlingMs : undefined;
};

const timeOf = (at: number | undefined) => at && instantName(at);

const About = ({ notice }: { notice: NoticeShown }) => (
  <Panel title="通知">
    <Facts
      rows={[
        ['状态', <Badge key="state">{stateNames[notice.state]}</Badge>],
        ['类别', laneNames[notice.lane]],
        ['发给谁', notice.audience],
        ['起草', `${notice.by} · ${instantName(notice.createdAt)}`],
        ['确认', notice.confirmedAt && `${notice.confirmedBy ?? '自动'} · ${instantName(notice.confirmedAt)}`],
        ['定时发出', timeOf(notice.releaseAt)],
        ['开始发送', timeOf(notice.startedAt)],
        ['发完', timeOf(notice.sentAt)],
        ['相关', notice.about && <a href={notice.about.href}>{notice.about.label}</a>],
      ]}
    />
  </Panel>
);

const Reasons = ({ notice }: { notice: NoticeShown }) => {
  const all = [...(notice.reason ? [notice.reason] : []), ...notice.holds, ...notice.warnings];
  if (all.length === 0) return null;
  return (
    <ul class="reasons" aria-label="请注意">
      {all.map(({ code, message }) => (
        <li key={code}>{message}</li>
      ))}
    </ul>
  );
};

const Exports = ({ notice: { id, exportParts, people } }: { notice: NoticeShown }) => {
  if (people === undefined) return null;
  return (
    <Panel title="导出">
      <p class="note">每人一行：编号、结果、短信。编号不含个人信息，不能反查到本人。</p>
      {Array.from({ length: exportParts }, (_, place) => place + 1).map((part) => (
        <a key={part} class="export" href={`/desk/api/notices/${id}/export?part=${part}`} download>
          {exportParts === 1 ? '下载 CSV 表格' : `下载第 ${part} 份`}
        </a>
      ))}
    </Panel>
  );
};

const View = ({ params }: PageProps) => {
  const { data: notice, fault, reload } = useLive<NoticeShown>(`/desk/api/notices/${params['id'] ?? ''}`, paceOf);
  return (
    <DeskPage
      title={notice?.title ?? '通知'}
      back={{ label: '通知', href: '/desk/notices' }}
      actions={notice && <NoticeActs notice={notice} onChanged={reload} />}
    >
      {fault && (
        <p class="stale" role="alert">
          {fault.message}
        </p>
      )}
      {!notice && !fault && <Skeleton rows={8} />}
      {notice && (
        <>
          {notice.gate && <GatePanel gates={[notice.gate]} onChanged={reload} />}
          <Reasons notice={notice} />
          <div class="columns">
            <div>
              <FiguresPanel notice={notice} />
              {notice.mustRead && notice.groupId && notice.startedAt && <UnreadPanel noticeId={notice.id} />}
              <Exports notice={notice} />
            </div>
            <div>
              <About notice={notice} />
              <Panel title="收到的样子">
                <NoticeCard preview={notice.preview} />
              </Panel>
            </div>
          </div>
        </>
      )}
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/notices/:id', title: '通知', View };
