import { useRef, useState } from 'preact/hooks';
import {
  Badge,
  Cell,
  Cells,
  dayName,
  Empty,
  Field,
  go,
  Load,
  Page,
  type PageModule,
  type PageProps,
  Select,
  useApi,
} from '../../page-kit/kit.tsx';
import type { ClassroomAnswer, FreeBuilding } from './model.ts';
import { type Period, periods } from './periods.ts';

const times = [
  { value: '', label: '现在' },
  { value: 'morning', label: '上午' },
  { value: 'afternoon', label: '下午' },
  { value: 'day', label: '全天' },
  ...periods.map(({ period, title, from, to }) => ({ value: period, label: `${title}（${from}—${to}）` })),
];

const titleOf = (some: readonly Period[]): string =>
  periods
    .filter(({ period }) => some.includes(period))
    .map(({ title }) => title)
    .join('、');

const weekdays = '日一二三四五六';
const dayTitle = (day: string): string => `${dayName(day)}（周${weekdays.charAt(new Date(day).getUTCDay())}）`;

const choose = (query: URLSearchParams, name: string, value: string): void => {
  const next = new URLSearchParams(query);
  if (value === '') next.delete(name);
  else next.set(name, value);
  go(`/pages/classrooms?${next}`, { replace: true });
};

const Rooms = ({ found: { title, campus, rooms }, asked }: { found: FreeBuilding; asked: readonly Period[] }) => (
  <Cells title={`${title}　${campus}　空${rooms.length}间`}>
    {rooms.length === 0 && <Cell label="没有空教室" />}
    {rooms.map(({ door, seats, airConditioned, periods: free }) => (
      <Cell
        key={door}
        label={door}
        note={`${seats}座${airConditioned ? '，有空调' : ''}`}
        value={
          free.length === asked.length ? (
            <Badge kind="good">{asked.length === 1 ? '空闲' : '全空'}</Badge>
          ) : (
            titleOf(free)
          )
        }
      />
    ))}
  </Cells>
);

const Filters = ({ answer, query }: { answer: ClassroomAnswer; query: URLSearchParams }) => {
  const days = [...new Set([...answer.days, answer.time.day])].sort();
  return (
    <>
      <Select
        name="day"
        label="日期"
        value={answer.time.day}
        onChange={(value) => choose(query, 'day', value)}
        options={days.map((day) => ({ value: day, label: dayTitle(day) }))}
      />
      <Select
        name="time"
        label="时段"
        value={query.get('time') ?? (query.get('day') === null ? '' : 'day')}
        onChange={(value) => choose(value === '' ? new URLSearchParams() : query, 'time', value)}
        options={times}
      />
      <Select
        name="building"
        label="教学楼"
        value={query.get('building') ?? ''}
        onChange={(value) => choose(query, 'building', value)}
        options={[
          { value: '', label: '全部教学楼' },
          ...answer.buildings.map(({ building, title, campus }) => ({
            value: building,
            label: `${title}（${campus}）`,
          })),
        ]}
      />
    </>
  );
};

const Found = ({ answer, query }: { answer: ClassroomAnswer; query: URLSearchParams }) => {
  const [door, setDoor] = useState('');
  const found = answer.found.map((each) => ({
    ...each,
    rooms: each.rooms.filter((room) => room.door.startsWith(door)),
  }));
  return (
    <>
      <div class="fields group">
        <Filters answer={answer} query={query} />
        <Field
          name="door"
          label="教室号"
          value={door}
          onInput={(value) => setDoor(value.trim())}
          hint="可以不填，比如 101"
        />
      </div>
      <p class="binding-bar" role="status">
        {dayTitle(answer.time.day)}　{titleOf(answer.time.periods)}
      </p>
      {found.length === 0 && <Empty text="没有查到教学楼。" />}
      {found.map((each) => (
        <Rooms key={each.building} found={each} asked={answer.time.periods} />
      ))}
    </>
  );
};

const View = ({ query }: PageProps) => {
  const [day, time, building] = ['day', 'time', 'building'].map((name) => query.get(name) ?? undefined);
  const answer = useApi<ClassroomAnswer>('/api/classrooms', { day, time, building });
  const last = useRef<ClassroomAnswer | undefined>(undefined);
  if (answer.state === 'ready') last.current = answer.data;
  // While the next answer is on its way the choices stay, and the focus with them.
  const shown = answer.state === 'failed' ? undefined : last.current;
  return (
    <Page title="空闲教室" lead="没课的教室先到先坐，有人上课请让出。">
      {shown === undefined ? <Load from={answer}>{() => null}</Load> : <Found answer={shown} query={query} />}
    </Page>
  );
};

/** Free classrooms by day, time, building and room. */
export const page: PageModule = { path: '/pages/classrooms', title: '空闲教室', View };
