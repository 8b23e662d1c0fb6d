import type { ComponentChildren } from 'preact';
import { yuan } from './format.ts';

/** An amount of money from integer fen: `128.50元`. `big` for the one figure that the page is about. */
export const Amount = ({ fen, big }: { fen: number; big?: boolean }) => (
  <span class={big ? 'amount amount_big' : 'amount'}>
    {yuan(fen)}
    <small>元</small>
  </span>
);

interface HeroProps {
  /** What the figure is: 8月电费. */
  label: ComponentChildren;
  children: ComponentChildren;
  /** Below: 已缴, 8月20日前缴清. */
  note?: ComponentChildren;
}

/** The figure that a page is about, at its top. */
export const Hero = ({ label, children, note }: HeroProps) => (
  <div class="hero">
    <p>{label}</p>
    <p class="hero-figure">{children}</p>
    {note && <p>{note}</p>}
  </div>
);

/** Personal data with stars, as the account gives it; screen readers say 隐去 instead of counting stars. */
export const Masked = ({ children }: { children: string }) => (
  <span class="masked">
    <span aria-hidden="true">{children}</span>
    <span class="visually-hidden">{children.replace(/\*+/g, '（隐去）')}</span>
  </span>
);

/** A short state: 已缴, 待缴, 审核中. The words carry the meaning, the colour only helps. */
export const Badge = ({
  children,
  kind = 'plain',
}: {
  children: ComponentChildren;
  kind?: 'good' | 'warn' | 'plain';
}) => <span class={`badge badge_${kind}`}>{children}</span>;

interface TableProps {
  /** Read out before the table. */
  caption: string;
  head: readonly string[];
  rows: readonly (readonly ComponentChildren[])[];
}

/** A table that scrolls sideways when it must; its first column names the row, the others are figures. */
export const Table = ({ caption, head, rows }: TableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="table" aria-label={caption} tabIndex={0}>
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells], row) => (
          <tr key={row}>
            <th scope="row">{name}</th>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
