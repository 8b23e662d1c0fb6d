import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useFacts } from '../facts-context.ts';
import { useBigType } from '../type-size.ts';

interface PageFrame {
  /** The page's heading, and the title of WeChat's bar. */
  title: string;
  /** A sentence under the heading. */
  lead?: string;
  /** For a page that begins with its figures: the heading is read out, not shown. */
  plain?: boolean;
  children: ComponentChildren;
}

/** One page: heading, content, and a foot with the type-size switch and the organisation's telephone. */
export const Page = ({ title, lead, plain, children }: PageFrame) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);
  return (
    <>
      <main class="page">
        <header class={plain ? 'visually-hidden' : 'page-head'}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p>{lead}</p>}
        </header>
        {children}
      </main>
      <Foot />
    </>
  );
};

const Foot = () => {
  const { organisation, telephone } = useFacts();
  const [big, toggle] = useBigType();
  return (
    <footer class="foot">
      <p>
        <button type="button" aria-pressed={big} onClick={toggle}>
          {big ? '标准字号' : '大字'}
        </button>
        <a href="/pages/me">我的</a>
        {telephone && <a href={`tel:${telephone.replace(/[^\d+]/g, '')}`}>电话 {telephone}</a>}
      </p>
      {organisation && <p>{organisation}</p>}
    </footer>
  );
};
