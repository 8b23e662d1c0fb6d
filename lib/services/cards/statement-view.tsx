import { useState } from 'preact/hooks';
import {
  Button,
  Card,
  Cell,
  Cells,
  Empty,
  Facts,
  get,
  instantName,
  Load,
  Select,
  useAct,
  useApi,
  yuan,
} from '../../page-kit/kit.tsx';
import type { Movement, Statement } from './model.ts';
import { type AskedPeriod, PeriodChoice } from './period-choice.tsx';

type Direction = 'all' | 'income' | 'spending';

const directions = [
  { value: 'all', label: '收入和支出' },
  { value: 'income', label: '只看收入' },
  { value: 'spending', label: '只看支出' },
];

const step = 20;

const fits = (direction: Direction, { amountFen }: Movement): boolean =>
  direction === 'all' || (direction === 'income') === amountFen > 0;

/** Without the year where it is this one, so that it fits beside the balance. */
const timeName = (at: string): string => {
  const name = instantName(at);
  return name.startsWith(`${new Date().getFullYear()}年`) ? name.slice(5) : name;
};

const Line = ({ movement }: { movement: Movement }) => {
  const { at, summary, counterparty, amountFen, balanceFen } = movement;
  const balance = balanceFen === undefined ? '' : `　余额 ${yuan(balanceFen)}`;
  return (
    <Cell
      label={counterparty === undefined ? summary : `${summary}　${counterparty}`}
      note={`${timeName(at)}${balance}`}
      value={`${amountFen > 0 ? '+' : ''}${yuan(amountFen)}`}
    />
  );
};

const Movements = ({ statement, binding }: { statement: Statement; binding: string | undefined }) => {
  const [more, setMore] = useState<{ movements: Movement[]; next?: string | undefined }>();
  const [direction, setDirection] = useState<Direction>('all');
  const [count, setCount] = useState(step);
  const act = useAct();
  const all = [...statement.movements, ...(more?.movements ?? [])];
  const fitting = all.filter((movement) => fits(direction, movement));
  const next = more === undefined ? statement.next : more.next;
  const readMore = async () => {
    const rest = await get<Statement>('/api/card-transactions', { ...statement.period, binding, before: next });
    setMore({ movements: [...(more?.movements ?? []), ...rest.movements], next: rest.next });
    setCount(count + step);
  };
  const hasShownAll = count >= fitting.length;
  return (
    <>
      {statement.totals && (
        <Card>
          <Facts
            rows={[
              ['收入', `${yuan(statement.totals.incomeFen)}元`],
              ['支出', `${yuan(statement.totals.spendingFen)}元`],
            ]}
          />
        </Card>
      )}
      <div class="fields group">
        <Select
          name="direction"
          label="收支"
          value={direction}
          onChange={(value) => setDirection(value as Direction)}
          options={directions}
        />
      </div>
      {fitting.length === 0 ? (
        <Empty text="这段时间没有这样的交易。" />
      ) : (
        <Cells title={`共${fitting.length}笔${next === undefined ? '' : '以上'}，单位：元`}>
          {fitting.slice(0, count).map((movement, index) => (
            <Line key={index} movement={movement} />
          ))}
        </Cells>
      )}
      {!hasShownAll && <Button onClick={() => setCount(count + step)}>再看{step}笔</Button>}
      {hasShownAll && next !== undefined && (
        <Button busy={act.busy} onClick={() => act.run(readMore)}>
          看更早的
        </Button>
      )}
      {act.fault && <p role="alert">{act.fault.message}</p>}
    </>
  );
};

interface StatementViewProps {
  binding: string | undefined;
  asked: AskedPeriod;
  onAsk: (asked: AskedPeriod) => void;
}

/** The movements of a period, by income and spending. */
export const StatementView = ({ binding, asked, onAsk }: StatementViewProps) => {
  const from = useApi<Statement>('/api/card-transactions', { ...asked, binding });
  return (
    <>
      <PeriodChoice asked={asked} onAsk={onAsk} />
      <Load from={from}>
        {(statement) => (
          <Movements key={`${binding} ${Object.values(asked)}`} statement={statement} binding={binding} />
        )}
      </Load>
    </>
  );
};
