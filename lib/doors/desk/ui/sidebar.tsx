import { post } from '../../../page-kit/desk/api.ts';
import type { StaffShown } from '../../../page-kit/desk/staff-context.ts';
import { useAddress } from '../../../page-kit/navigation.ts';
import { useAct } from '../../../page-kit/use-api.ts';

/** A room as the sidebar shows it. */
export interface RoomShown {
  title: string;
  path: string;
}

interface SidebarProps {
  organisation: string;
  who: { staff: Omit<StaffShown, 'rooms'>; rooms: readonly RoomShown[] };
  onSignedOut: () => void;
}

/** The account's name, the rooms, who is signed in. On a phone it lies across the top. */
export const Sidebar = ({ organisation, who, onSignedOut }: SidebarProps) => {
  const { pathname } = useAddress();
  const act = useAct();
  const signOut = () =>
    act.run(async () => {
      await post('/desk/api/sign-out');
      onSignedOut();
    });
  return (
    <header class="sidebar">
      <p class="sidebar-name">
        {organisation}
        <small>工作台</small>
      </p>
      <nav aria-label="栏目">
        {who.rooms.map(({ title, path }) => (
          <a key={path} href={path} aria-current={isInside(pathname, path) ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <div class="sidebar-who">
        <span>
          {who.staff.displayName}
          <small>{who.staff.name}</small>
        </span>
        <a href="/desk/password">改密码</a>
        <button type="button" onClick={signOut} aria-busy={act.busy}>
          退出
        </button>
      </div>
    </header>
  );
};

const isInside = (pathname: string, room: string): boolean => pathname === room || pathname.startsWith(`${room}/`);
