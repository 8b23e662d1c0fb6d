import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DeskPageFrame {
  /** The page's heading, and the browser's title. */
  title: string;
  /** Above the heading: the way back, such as 通知. */
  back?: { label: string; href: string };
  /** Beside the heading. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** One page of the desk: heading, buttons beside it, content. */
export const DeskPage = ({ title, back, actions, children }: DeskPageFrame) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);
  return (
    <main class="desk-page">
      <header class="desk-head">
        <div>
          {back && (
            <a class="desk-back" href={back.href}>
              ‹ {back.label}
            </a>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {actions && <div class="desk-actions">{actions}</div>}
      </header>
      {children}
    </main>
  );
};

interface PanelProps {
  title?: string;
  /** At the right of the title. */
  tools?: ComponentChildren;
  children: ComponentChildren;
}

/** A block of the page, with its title. */
export const Panel = ({ title, tools, children }: PanelProps) => {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={title && id}>
      {title && (
        <header>
          <h2 id={id}>{title}</h2>
          {tools}
        </header>
      )}
      {children}
    </section>
  );
};
