import { useState } from 'preact/hooks';
import {
  Badge,
  Button,
  count,
  DataTable,
  FormFault,
  faultIn,
  Panel,
  Progress,
  post,
  useAct,
} from '../../../page-kit/desk.tsx';
import { NoticeCard } from '../notices/card.tsx';
import { stateNames } from '../notices/words.ts';
import { ConfirmAll } from './confirm-all.tsx';
import { useCounts } from './counts.ts';
import type { CheckedFile, CheckedRow, OutageNoticeShown } from './model.ts';

/** What became of a row after it was announced: its notice, or why it has none. */
type Announced = { noticeId?: string | undefined } | { fault: string };

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
      <small key={code}>{message}</small>
    ))}
    {faults.length === 0 && warnings.length === 0 && '没有问题'}
  </div>
);

const spanOf = ({ cells }: CheckedRow) => `${cells['from'] ?? ''} 至 ${cells['to'] ?? ''}`;

const Outcome = ({
  announced,
  notice,
}: {
  announced: Announced | undefined;
  notice: OutageNoticeShown | undefined;
}) => {
  if (announced === undefined) return <>—</>;
  if ('fault' in announced) return <span class="fault-cell">{announced.fault}</span>;
  if (notice === undefined) return <>正在统计</>;
  return (
    <a href={`/desk/notices/${notice.id}`}>
      <Badge>{stateNames[notice.state]}</Badge>
    </a>
  );
};

const columnsOf = (
  announced: ReadonlyMap<number, Announced>,
  noticeOf: (row: CheckedRow) => OutageNoticeShown | undefined,
) => [
  { head: '行', cell: ({ line }: CheckedRow) => <span class="line-number">第 {line} 行</span> },
  { head: '类型', cell: ({ cells }: CheckedRow) => cells['kind'] ?? '' },
  {
    head: '区域',
    cell: ({ areaNames, cells }: CheckedRow) => (areaNames.length > 0 ? areaNames.join('、') : cells['areas']),
  },
  { head: '原因', cell: ({ cells }: CheckedRow) => cells['reason'] ?? '' },
  { head: '时间', cell: spanOf },
  { head: '检查', cell: (row: CheckedRow) => <Faults row={row} /> },
  { head: '人数', cell: (row: CheckedRow) => count(noticeOf(row)?.people), figures: true },
  { head: '账户', cell: (row: CheckedRow) => count(noticeOf(row)?.accounts), figures: true },
  {
    head: '通知',
    cell: (row: CheckedRow) => <Outcome announced={announced.get(row.line)} notice={noticeOf(row)} />,
  },
];

/** Announces row after row; each may be repeated, and is the same outage then. */
const announceRows = async (
  { batch, rows }: CheckedFile,
  note: (line: number, announced: Announced) => void,
): Promise<void> => {
  for (const { line, form } of rows) {
    try {
      const { noticeId } = await post<{ noticeId?: string }>('/desk/api/outages', {
        request: `${batch}-${line}`,
        ...form,
      });
      note(line, { noticeId });
    } catch (error) {
      note(line, { fault: faultIn(error).message });
    }
  }
};

const isOpen = ({ state }: OutageNoticeShown): boolean => state === 'ready' || state === 'held';

/** The rows of a checked file, then what became of each. */
export const ImportedRows = ({ file }: { file: CheckedFile }) => {
  const act = useAct();
  const [announced, setAnnounced] = useState<ReadonlyMap<number, Announced>>(new Map());
  const [round, setRound] = useState(0);
  const noticeIdOf = (line: number): string | undefined => {
    const found = announced.get(line);
    return found && 'noticeId' in found ? found.noticeId : undefined;
  };
  const ids = act.busy ? [] : file.rows.flatMap(({ line }) => noticeIdOf(line) ?? []);
  const notices = useCounts(ids, round);
  const noticeOf = ({ line }: CheckedRow) => notices.get(noticeIdOf(line) ?? '');
  const note = (line: number, outcome: Announced) => setAnnounced((before) => new Map(before).set(line, outcome));
  const bad = file.rows.filter(hasFaults).length;
  const open = [...notices.values()].filter(isOpen);
  const isCounted = ids.length > 0 && ids.every((id) => notices.has(id) && notices.get(id)?.state !== 'freezing');
  const tools =
    announced.size === 0 ? (
      bad === 0 && (
        <Button kind="primary" busy={act.busy} onClick={() => act.run(() => announceRows(file, note))}>
          保存并统计人数
        </Button>
      )
    ) : act.busy ? (
      <Progress label="正在保存" value={announced.size} total={file.rows.length} />
    ) : (
      isCounted && open.length > 0 && <ConfirmAll open={open} onDone={() => setRound((number) => number + 1)} />
    );
  return (
    <>
      {bad > 0 && (
        <p class="stale" role="alert">
          {bad} 行有问题，请改好表格后重新选择。没有保存任何内容。
        </p>
      )}
      <Panel title={`共 ${file.rows.length} 行`} tools={tools}>
        <FormFault fault={act.fault} />
        <DataTable
          caption="表格里的每一行"
          columns={columnsOf(announced, noticeOf)}
          rows={file.rows}
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
