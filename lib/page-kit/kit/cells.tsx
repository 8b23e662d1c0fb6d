import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Group {
  title?: string;
  /** A line in small type below. */
  tips?: ComponentChildren;
  children: ComponentChildren;
}

/** A white block with any content. */
export const Card = ({ title, tips, children }: Group) => {
  const id = useId();
  return (
    <section class="group" aria-labelledby={title && id}>
      {title && (
        <h2 class="weui-cells__title" id={id}>
          {title}
        </h2>
      )}
      <div class="card">{children}</div>
      {tips && <p class="weui-cells__tips">{tips}</p>}
    </section>
  );
};

/** A white block of lines: `Cell`s, one below the other. */
export const Cells = ({ title, tips, children }: Group) => {
  const id = useId();
  return (
    <section class="group" aria-labelledby={title && id}>
      {title && (
        <h2 class="weui-cells__title" id={id}>
          {title}
        </h2>
      )}
      <div class="weui-cells">{children}</div>
      {tips && <p class="weui-cells__tips">{tips}</p>}
    </section>
  );
};

interface CellProps {
  label: ComponentChildren;
  /** Under the label, in small type. */
  note?: ComponentChildren;
  /** At the right. */
  value?: ComponentChildren;
  /** Makes the line a link. */
  href?: string;
  /** Makes the line a button. */
  onClick?: () => void;
}

/** A line: label at the left, value at the right; a link or a button if it leads somewhere. */
export const Cell = ({ href, onClick, ...content }: CellProps) => {
  const look = `weui-cell ${href || onClick ? 'weui-cell_active weui-cell_access' : ''}`;
  if (href) {
    return (
      <a class={look} href={href}>
        <CellContent {...content} />
      </a>
    );
  }
  if (onClick) {
    return (
      <button type="button" class={look} onClick={onClick}>
        <CellContent {...content} />
      </button>
    );
  }
  return (
    <div class={look}>
      <CellContent {...content} />
    </div>
  );
};

const CellContent = ({ label, note, value }: Pick<CellProps, 'label' | 'note' | 'value'>) => (
  <>
    <span class="weui-cell__bd">
      {label}
      {note && <small class="cell-note">{note}</small>}
    </span>
    {value !== undefined && <span class="weui-cell__ft">{value}</span>}
  </>
);

/** Names and values, as a description list: 户名 张*, 地址 …. Rows without a value are left out. */
export const Facts = ({ rows }: { rows: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="facts">
    {rows
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value], place) => (
        <div key={`${place} ${name}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
