import type { ComponentType } from 'preact';

/** What the shell gives a page: the named parts of its path, and its query. */
export interface PageProps {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
}

/** What a `page.tsx` exports as `page`. */
export interface PageModule {
  /** As in the registry: `/pages/bills`, `/pages/invite/:token`. */
  path: string;
  /** Shown in WeChat's bar, and read out when the page opens. */
  title: string;
  View: ComponentType<PageProps>;
}
