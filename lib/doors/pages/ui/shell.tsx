import { useEffect, useState } from 'preact/hooks';
import type { PageFacts } from '../../../page-kit/facts.ts';
import { FactsContext } from '../../../page-kit/facts-context.ts';
import { ErrorView } from '../../../page-kit/kit/error-view.tsx';
import { Page } from '../../../page-kit/kit/page.tsx';
import { Skeleton } from '../../../page-kit/kit/skeleton.tsx';
import { Toasts } from '../../../page-kit/kit/toast.tsx';
import { useAddress } from '../../../page-kit/navigation.ts';
import type { PageModule } from '../../../page-kit/page-module.ts';
import { Boundary } from './boundary.tsx';
import { registry } from './registry.ts';
import { matchRoute } from './routes.ts';

const paths = Object.keys(registry);

/** Whether the shell can show an address without a load. */
export const isShown = (pathname: string): boolean => matchRoute(paths, pathname) !== undefined;

type Opened = { path: string; page: PageModule } | { path: string; page: undefined };

/** Loads the chunk of a page; undefined while it is on its way, `page: undefined` when it did not come. */
const useModule = (path: string | undefined): Opened | undefined => {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    if (!path) return;
    let current = true;
    const show = (page: PageModule | undefined) => current && setOpened({ path, page });
    registry[path]?.().then(
      ({ page }) => show(page),
      () => show(undefined),
    );
    return () => {
      current = false;
    };
  }, [path]);
  return opened?.path === path ? opened : undefined;
};

/** Finds the page for the address, and shows it, its loading, or what went wrong. */
const Outlet = () => {
  const address = useAddress();
  const route = matchRoute(paths, address.pathname);
  const opened = useModule(route?.path);
  if (!route) return <Missing />;
  if (!opened) return <Loading />;
  if (!opened.page) return <Broken />;
  const { View, title } = opened.page;
  return (
    <Boundary key={address.pathname}>
      <Titled title={title} />
      <View params={route.params} query={address.searchParams} />
    </Boundary>
  );
};

/** Sets the title of WeChat's bar when a page opens; a page may set a narrower one later. */
const Titled = ({ title }: { title: string }) => {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
};

const Loading = () => (
  <main class="page">
    <Skeleton />
  </main>
);

const Missing = () => (
  <Page title="没有这个页面">
    <ErrorView
      fault={{
        code: 'page_unknown',
        message: '这个页面不存在，或已经换了地方。请从公众号的菜单重新进入。',
        next: { label: '我的', href: '/pages/me' },
      }}
    />
  </Page>
);

const Broken = () => (
  <Page title="没有打开">
    <ErrorView
      fault={{ code: 'page_not_loaded', message: '页面没有下载完整，可能是网络不稳。请再试一次。' }}
      onRetry={() => location.reload()}
    />
  </Page>
);

/** Everything inside the web view. */
export const Shell = ({ facts }: { facts: PageFacts }) => (
  <FactsContext.Provider value={facts}>
    <Outlet />
    <Toasts />
  </FactsContext.Provider>
);
