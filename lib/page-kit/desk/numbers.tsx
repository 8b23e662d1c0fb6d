import type { ComponentChildren } from 'preact';
import { quantity } from '../kit/format.ts';

/** `12,345`; a dash for what is not known yet. */
export const count = (value: number | undefined): string => (value === undefined ? '—' : quantity(value, 0));

/** Figures side by side. */
export const Tiles = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <dl class="tiles" aria-label={label}>
    {children}
  </dl>
);

interface TileProps {
  label: string;
  value: number | undefined;
  /** Under the figure, in small type. */
  note?: string;
  kind?: 'good' | 'warn' | 'plain';
}

/** One figure with what it counts. */
export const Tile = ({ label, value, note, kind = 'plain' }: TileProps) => (
  <div class={`tile tile_${kind}`}>
    <dt>{label}</dt>
    <dd>
      {count(value)}
      {note && <small>{note}</small>}
    </dd>
  </div>
);

interface ProgressProps {
  /** What it measures, read out. */
  label: string;
  value: number;
  total: number;
}

/** How much of something is done, as a bar and in per cent; 100 % only when nothing is left. */
export const Progress = ({ label, value, total }: ProgressProps) => {
  const percent = total === 0 ? 0 : Math.floor((Math.min(value, total) / total) * 100);
  return (
    <span class="progress">
      <progress aria-label={label} value={percent} max={100} />
      <span aria-hidden="true">{percent}%</span>
    </span>
  );
};
