import { count, Panel, Progress, Tile, Tiles } from '../../../page-kit/desk.tsx';
import type { NoticeShown } from './model.ts';

const refusals = ({ figures }: NoticeShown): number => figures.refused + figures.declined + figures.rejected;

/** What became of a notice so far. */
export const FiguresPanel = ({ notice }: { notice: NoticeShown }) => {
  const { figures, people, done } = notice;
  const pending = figures.accepted - figures.delivered - figures.blocked - figures.failed;
  return (
    <Panel title="发送情况">
      {people !== undefined && notice.startedAt !== undefined && (
        <Progress label="发送进度" value={done} total={people} />
      )}
      <Tiles label="发送情况">
        <Tile label="对象" value={people} note={`${count(notice.accounts)} 个账户`} />
        <Tile label="等待发送" value={figures.waiting + figures.quiet} note={quietNote(figures.quiet)} />
        <Tile label="微信已接收" value={figures.accepted} note={pending > 0 ? `${count(pending)} 条等回执` : ''} />
        <Tile label="已送达" value={figures.delivered} kind="good" />
        <Tile label="用户拒收" value={figures.blocked} kind={kindOf(figures.blocked)} />
        <Tile label="发送失败" value={figures.failed} kind={kindOf(figures.failed)} />
        <Tile label="已取消关注" value={figures.notFollowing} />
        <Tile label="未授权或已关闭" value={refusals(notice)} note={optedOutNote(notice)} />
        <Tile label="结果待确认" value={figures.unknown} kind={kindOf(figures.unknown)} />
        <Tile label="短信已发" value={figures.smsSent} note={smsNote(notice)} />
        {notice.mustRead && (
          <>
            <Tile label="已阅读" value={figures.read} kind="good" />
            <Tile label="未阅读" value={Math.max(0, figures.people - figures.read)} />
          </>
        )}
      </Tiles>
    </Panel>
  );
};

const kindOf = (value: number) => (value > 0 ? 'warn' : 'plain');

const quietNote = (quiet: number) => (quiet > 0 ? `${count(quiet)} 人在免打扰时段` : '');

const optedOutNote = ({ optedOut }: NoticeShown) => (optedOut ? `另有 ${count(optedOut)} 人早已关闭，未计入` : '');

const smsNote = ({ figures: { smsFailed, smsNone } }: NoticeShown): string =>
  [smsFailed > 0 ? `${count(smsFailed)} 条失败` : '', smsNone > 0 ? `${count(smsNone)} 人未同意或无手机号` : '']
    .filter(Boolean)
    .join('，');
