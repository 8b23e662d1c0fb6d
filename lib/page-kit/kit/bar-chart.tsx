import { Table } from './figures.tsx';

/** One bar. */
export interface Bar {
  /** Not shown; names it in `selected` and `onSelect`. */
  key: string;
  /** Below the axis, very short: `8`. */
  label: string;
  /** In full: `2026年8月`. */
  name: string;
  value: number;
  /** The value in words: `231 度`. */
  shown: string;
}

interface BarChartProps {
  /** What the chart shows: 近24个月用电量. */
  caption: string;
  bars: readonly Bar[];
  selected?: string;
  /** A bar was touched. Bars are narrow: give another way too, such as `MonthPicker`. */
  onSelect?: (key: string) => void;
}

const width = 360;
const height = 150;
const foot = 18;
const head = 18;

/** Bars as an SVG picture with a one-sentence description, and all figures as a table that opens below. */
export const BarChart = ({ caption, bars, selected, onSelect }: BarChartProps) => {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const room = width / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / 12);
  const select = (event: MouseEvent & { currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const bar = bars[Math.floor(((event.clientX - box.left) / box.width) * bars.length)];
    if (bar) onSelect?.(bar.key);
  };
  return (
    <figure class="chart">
      <figcaption>{caption}</figcaption>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the chart is a picture; the month picker is its keyboard way */}
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(caption, bars)} onClick={select}>
        <line x1="0" x2={width} y1={height - foot} y2={height - foot} />
        {bars.map((bar, index) => (
          <Column
            key={bar.key}
            bar={bar}
            x={index * room}
            room={room}
            tall={Math.max(bar.value > 0 ? 2 : 0, (Math.max(0, bar.value) / most) * (height - foot - head))}
            labelled={(bars.length - 1 - index) % every === 0}
            selected={bar.key === selected}
          />
        ))}
      </svg>
      <details>
        <summary>看数字</summary>
        <Table
          caption={caption}
          head={['时间', '数值']}
          rows={bars.map(({ name, shown }) => [name, shown]).reverse()}
        />
      </details>
    </figure>
  );
};

interface ColumnProps {
  bar: Bar;
  x: number;
  room: number;
  tall: number;
  labelled: boolean;
  selected: boolean;
}

const Column = ({ bar, x, room, tall, labelled, selected }: ColumnProps) => {
  const middle = x + room / 2;
  const top = height - foot - tall;
  return (
    <g class={selected ? 'bar bar_selected' : 'bar'}>
      <rect x={x + room * 0.2} y={top} width={room * 0.6} height={tall} rx={Math.min(3, room * 0.2)} />
      {labelled && (
        <text x={middle} y={height - 4}>
          {bar.label}
        </text>
      )}
      {selected && (
        <text class="bar-value" x={inside(middle, bar.shown)} y={head - 5}>
          {bar.shown}
        </text>
      )}
    </g>
  );
};

/** Half the room that words take, at most; Chinese characters are twice as wide as figures. */
const halfOf = (words: string): number => [...words].reduce((sum, mark) => sum + (mark > '\xff' ? 7 : 4), 0);

/** As near to the bar as fits into the picture. */
const inside = (middle: number, words: string): number =>
  Math.min(Math.max(middle, halfOf(words)), width - halfOf(words));

const describe = (caption: string, bars: readonly Bar[]): string => {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return `${caption}：还没有数据`;
  const most = bars.reduce((best, bar) => (bar.value > best.value ? bar : best), first);
  return `${caption}，从${first.name}到${last.name}；最高是${most.name}，${most.shown}；最近是${last.name}，${last.shown}`;
};
