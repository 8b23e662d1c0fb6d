import type { SignedCookies } from '../pages/session.ts';
import type { StaffRecord, StaffStore } from './staff.ts';

/** A signed-in member of staff, as the cookie holds it. */
interface DeskSession {
  name: string;
  epoch: number;
}

export const deskCookie = 'bianmin_desk';
/** A working day. */
export const deskSessionMs = 8 * 3_600_000;

/** Sessions of the desk. */
export interface DeskSessions {
  /** The cookie's value. */
  begin(member: StaffRecord): Promise<string>;
  /** Who it is; nobody once it has expired, the password has changed or the member is disabled. */
  find(cookie: string | undefined): Promise<StaffRecord | undefined>;
}

/** Sessions in signed cookies, held against the member's item at each request. */
export const createDeskSessions = (deps: {
  cookies: SignedCookies;
  staff: Pick<StaffStore, 'get'>;
  now: () => number;
}): DeskSessions => ({
  begin: ({ name, epoch }) => {
    const session: DeskSession = { name, epoch };
    return deps.cookies.seal('desk', session, deps.now() + deskSessionMs);
  },
  find: async (cookie) => {
    const session = await deps.cookies.open<DeskSession>('desk', cookie);
    if (session === undefined) return undefined;
    const member = await deps.staff.get(session.name);
    return member?.epoch === session.epoch && member.disabledAt === undefined ? member : undefined;
  },
});
