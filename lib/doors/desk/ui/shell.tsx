import { useEffect, useState } from 'preact/hooks';
import { faultIn } from '../../../page-kit/api.ts';
import { get, signedInEvent, signedOutEvent } from '../../../page-kit/desk/api.ts';
import { DeskPage } from '../../../page-kit/desk/frame.tsx';
import { StaffContext, type StaffShown } from '../../../page-kit/desk/staff-context.ts';
import { ErrorView } from '../../../page-kit/kit/error-view.tsx';
import { Skeleton } from '../../../page-kit/kit/skeleton.tsx';
import { Toasts } from '../../../page-kit/kit/toast.tsx';
import { go, useAddress } from '../../../page-kit/navigation.ts';
import type { PageModule } from '../../../page-kit/page-module.ts';
import { Boundary } from '../../pages/ui/boundary.tsx';
import { matchRoute } from '../../pages/ui/routes.ts';
import type { DeskFacts } from './facts.ts';
import { registry } from './registry.ts';
import { type RoomShown, Sidebar } from './sidebar.tsx';
import { SignIn } from './sign-in.tsx';

const paths = Object.keys(registry);
const isHome = (pathname: string) => /^\/desk\/?$/.test(pathname);

/** Whether the shell can show an address without a load. */
export const isShown = (pathname: string): boolean => isHome(pathname) || matchRoute(paths, pathname) !== undefined;

/** Who is signed in and where they may go. */
export interface Whoami {
  staff: Omit<StaffShown, 'rooms'>;
  rooms: RoomShown[];
}

type Opened = { path: string; page: PageModule | undefined };

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

/** Finds the page for the address; the desk itself leads to the first room. */
const Outlet = ({ rooms }: Pick<Whoami, 'rooms'>) => {
  const address = useAddress();
  const route = matchRoute(paths, address.pathname);
  const opened = useModule(route?.path);
  const first = rooms[0]?.path;
  useEffect(() => {
    if (isHome(address.pathname) && first !== undefined) go(first, { replace: true });
  }, [address.pathname, first]);
  if (!route) return <Missing hasRooms={first !== undefined} />;
  if (!opened) return <Loading />;
  if (!opened.page) return <Broken />;
  const { View } = opened.page;
  return (
    <Boundary key={address.pathname}>
      <View params={route.params} query={address.searchParams} />
    </Boundary>
  );
};

const Loading = () => (
  <main class="desk-page">
    <Skeleton rows={6} />
  </main>
);

const Missing = ({ hasRooms }: { hasRooms: boolean }) => (
  <DeskPage title={hasRooms ? '没有这个页面' : '还没有开通功能'}>
    <p class="panel">{hasRooms ? '请从左边的栏目重新进入。' : '您的账号还没有任何权限，请找管理员开通。'}</p>
  </DeskPage>
);

const Broken = () => (
  <DeskPage title="没有打开">
    <ErrorView
      fault={{ code: 'page_not_loaded', message: '页面没有下载完整，可能是网络不稳，或系统刚更新过。请再试一次。' }}
      onRetry={() => location.reload()}
    />
  </DeskPage>
);

/** Asks who is signed in; `undefined` while the answer is on its way, `null` when nobody is. */
const useWhoami = () => {
  const [who, setWho] = useState<Whoami | null>();
  const [fault, setFault] = useState<ReturnType<typeof faultIn>>();
  useEffect(() => {
    const out = () => setWho(null);
    addEventListener(signedOutEvent, out);
    get<Whoami>('/desk/api/me').then(setWho, (error: unknown) => setFault(faultIn(error)));
    return () => removeEventListener(signedOutEvent, out);
  }, []);
  return { who, setWho, fault };
};

interface DeskProps {
  organisation: string;
  who: Whoami;
  /** Kept as it is, out of sight, while somebody signs in again. */
  hidden: boolean;
  onSignedOut: () => void;
}

const Desk = ({ organisation, who, hidden, onSignedOut }: DeskProps) => (
  <StaffContext.Provider value={{ ...who.staff, rooms: who.rooms }}>
    <div class="desk" hidden={hidden}>
      <Sidebar organisation={organisation} who={who} onSignedOut={onSignedOut} />
      <Outlet rooms={who.rooms} />
    </div>
    <Toasts />
  </StaffContext.Provider>
);

/**
 * Everything on the screen: who is not signed in is asked for name and password, and then sees the page that was asked for. When a session ends by itself,
 * what was typed is still there for the one who typed it.
 */
export const Shell = ({ facts: { organisation } }: { facts: DeskFacts }) => {
  const { who, setWho, fault } = useWhoami();
  const [latest, setLatest] = useState<Whoami>();
  useEffect(() => {
    if (!who) return;
    setLatest(who);
    dispatchEvent(new Event(signedInEvent));
  }, [who]);
  if (fault && who === undefined) return <ErrorView fault={fault} onRetry={() => location.reload()} />;
  if (who === undefined) return <Loading />;
  const signOut = () => {
    setWho(null);
    setLatest(undefined);
  };
  const shown = who ?? latest;
  return (
    <>
      {who === null && <SignIn organisation={organisation} hasExpired={latest !== undefined} onSignedIn={setWho} />}
      {shown && (
        <Desk
          key={shown.staff.name}
          organisation={organisation}
          who={shown}
          hidden={who === null}
          onSignedOut={signOut}
        />
      )}
    </>
  );
};
