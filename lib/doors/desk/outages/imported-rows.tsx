import { useState } from 'preact/hooks';
import { Badge, Button, count, DataTable, FormFault, Panel, Progress, useAct } from '../../../page-kit/desk.tsx';
import { NoticeCard } from '../notices/card.tsx';
import { type Announced, announceRows, failedRows, type Outcomes } from './announcing.ts';
import { ConfirmAll } from './confirm-all.tsx';
import { useCounts } from './counts.ts';
import type { CheckedFile, CheckedRow, OutageNoticeShown } from './model.ts';
import { noticeStateName } from './words.ts';

const hasFaults = ({ faults }: CheckedRow): boolean => faults.length > 0;

const Faults = ({ row: { faults, warnings } }: { row: CheckedRow }) => (
  <div>
    {faults.map(({ column, message }) => (
      <p key={column + message} class="fault-cell">
        {column && `${column}：`}
        {message}
      </p>
    ))}
    {warnings.map(({ code, message }) => (
      <p key={code}>
        <strong>请注意：</strong>
        {message}
      </p>
    ))}
    {faults.length === 0 && warnings.length === 0 && '没有问题'}
  </div>
);

/** As it was understood; as it stands in the file where it was not. */
const spanOf = ({ form, cells }: CheckedRow): string => {
  const [from, to] = form
    ? [form.from.replace('T', ' '), form.to.replace('T', ' ')]
    : [cells['from'] ?? '', cells['to'] ?? ''];
  const isOneDay = form !== undefined && form.from.slice(0, 10) === form.to.slice(0, 10);
  return `${from} 至 ${isOneDay ? to.slice(11) : to}`;
};

const Outcome = ({
  announced,
  notice,
}: {
  announced: Announced | undefined;
  notice: OutageNoticeShown | undefined;
}) => {
  if (announced === undefined) return <>—</>;
  if ('fault' in announced) return <span class="fault-cell">{announced.fault}</span>;
  if (announced.noticeId === undefined) return <a href={`/desk/outages/${announced.id}`}>以前导入过，已有变动</a>;
  if (notice === undefined) return <>正在统计</>;
  return (
    <a href={`/desk/notices/${notice.id}`}>
      <Badge>{noticeStateName(notice)}</Badge>
    </a>
  );
};

const checkedColumns = [
  { head: '行', cell: ({ line }: CheckedRow) => <span class="no-break">第 {line} 行</span> },
  { head: '类型', cell: ({ cells }: CheckedRow) => cells['kind'] ?? '' },
  {
    head: '区域',
    cell: ({ areaNames, cells }: CheckedRow) => (areaNames.length > 0 ? areaNames.join('、') : cells['areas']),
  },
  { head: '原因', cell: ({ cells }: CheckedRow) => cells['reason'] ?? '' },
  { head: '时间', cell: spanOf },
  { head: '检查', cell: (row: CheckedRow) => <Faults row={row} /> },
];

const announcedColumns = (announced: Outcomes, noticeOf: (row: CheckedRow) => OutageNoticeShown | undefined) => [
  ...checkedColumns,
  { head: '人数', cell: (row: CheckedRow) => count(noticeOf(row)?.people), figures: true },
  { head: '账户', cell: (row: CheckedRow) => count(noticeOf(row)?.accounts), figures: true },
  {
    head: '通知',
    cell: (row: CheckedRow) => <Outcome announced={announced.get(row.line)} notice={noticeOf(row)} />,
  },
];

const isOpen = ({ state }: OutageNoticeShown): boolean => state === 'ready' || state === 'held';

/** The rows of a checked file, then what became of each. */
export const ImportedRows = ({ file }: { file: CheckedFile }) => {
  const act = useAct();
  const [announced, setAnnounced] = useState<Outcomes>(new Map());
  const [round, setRound] = useState(0);
  const noticeIdOf = (line: number): string | undefined => {
    const found = announced.get(line);
    return found && 'noticeId' in found ? found.noticeId : undefined;
  };
  const ids = act.busy ? [] : file.rows.flatMap(({ line }) => noticeIdOf(line) ?? []);
  const notices = useCounts(ids, round);
  const noticeOf = ({ line }: CheckedRow) => notices.get(noticeIdOf(line) ?? '');
  const note = (line: number, outcome: Announced) => setAnnounced((before) => new Map(before).set(line, outcome));
  const announce = (rows: readonly CheckedRow[]) => act.run(() => announceRows(rows, note));
  const total = file.rows.length;
  const bad = file.rows.filter(hasFaults).length;
  const failed = failedRows(file.rows, announced);
  const open = [...notices.values()].filter(isOpen);
  const isCounted = ids.length > 0 && ids.every((id) => notices.has(id) && notices.get(id)?.state !== 'freezing');
  const tools = act.busy ? (
    <Progress label="正在保存" value={announced.size - failed.length} total={total} />
  ) : announced.size === 0 ? (
    bad === 0 && (
      <Button kind="primary" onClick={() => announce(file.rows)}>
        保存并统计人数
      </Button>
    )
  ) : (
    <>
      {failed.length > 0 && <Button onClick={() => announce(failed)}>再试没有保存的 {failed.length} 行</Button>}
      {isCounted && open.length === 0 && <p class="note">人数统计好了，没有等待确认的通知。</p>}
      {isCounted && open.length > 0 && <ConfirmAll open={open} onDone={() => setRound((number) => number + 1)} />}
    </>
  );
  return (
    <>
      {bad > 0 && (
        <p class="stale" role="alert">
          {bad} 行有问题，请改好表格后重新选择。没有保存任何内容。
        </p>
      )}
      <Panel title={bad > 0 ? `有问题的 ${bad} 行（共 ${total} 行）` : `共 ${total} 行`} tools={tools}>
        <FormFault fault={act.fault} />
        <DataTable
          caption={bad > 0 ? '表格里有问题的行' : '表格里的每一行'}
          columns={announced.size === 0 ? checkedColumns : announcedColumns(announced, noticeOf)}
          rows={bad > 0 ? file.rows.filter(hasFaults) : file.rows}
          keyOf={({ line }) => String(line)}
          empty="没有内容。"
        />
      </Panel>
      {file.rows[0]?.preview && bad === 0 && (
        <Panel title="收到的样子（第一行）">
          <NoticeCard preview={file.rows[0].preview} />
        </Panel>
      )}
    </>
  );
};
