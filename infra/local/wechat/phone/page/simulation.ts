import type { ChatMessage, PhoneEvent, PhoneFollower, PhoneMenuButton, PhoneState, WireEntry } from '../../contract.ts';

/** Everything the page knows of the simulator. */
export interface Simulation {
  account: PhoneState['account'] | undefined;
  followers: PhoneFollower[];
  offsetMs: number;
  chats: Record<string, ChatMessage[]>;
  menus: Record<string, PhoneMenuButton[]>;
  /** Messages of the account that arrived while the chat was out of sight. */
  unread: Record<string, number>;
  /** Followers who see 对方正在输入. */
  typing: Record<string, boolean>;
  /** Newest last. */
  wire: WireEntry[];
  connected: boolean;
  /** Grows when all menus and chats held here may be stale and have to be fetched again. */
  generation: number;
  /** The same for one follower. */
  changes: Record<string, number>;
}

/** What changes it: the simulator's events, and the answers to what the page fetched. */
export type Happening =
  | PhoneEvent
  | { kind: 'state-loaded'; state: PhoneState }
  | { kind: 'chat-loaded'; openid: string; messages: ChatMessage[] }
  | { kind: 'menu-loaded'; openid: string; buttons: PhoneMenuButton[] }
  | { kind: 'wire-loaded'; entries: WireEntry[] }
  | { kind: 'wire-cleared' }
  | { kind: 'seen'; openid: string }
  | { kind: 'connection'; connected: boolean };

/** Entries of the wire that the page keeps. */
export const wireLimit = 300;

/** Before the simulator has answered. */
export const emptySimulation: Simulation = {
  account: undefined,
  followers: [],
  offsetMs: 0,
  chats: {},
  menus: {},
  unread: {},
  typing: {},
  wire: [],
  connected: false,
  generation: 0,
  changes: {},
};

/** The next state of the page. */
export const advance = (now: Simulation, happening: Happening): Simulation => {
  switch (happening.kind) {
    case 'state-loaded':
      return withState(now, happening.state);
    case 'chat':
      return withMessage(now, happening.openid, happening.message);
    case 'chat-loaded':
      return withChat(now, happening.openid, join(happening.messages, now.chats[happening.openid] ?? []));
    case 'menu-loaded':
      return { ...now, menus: { ...now.menus, [happening.openid]: happening.buttons } };
    case 'menu':
      return { ...now, generation: now.generation + 1 };
    case 'follower':
      return withFollower(now, happening.follower);
    case 'wire':
      return { ...now, wire: put(now.wire, happening.entry, 'id').slice(-wireLimit) };
    case 'wire-loaded':
      return { ...now, wire: join(happening.entries, now.wire).slice(-wireLimit) };
    case 'wire-cleared':
      return { ...now, wire: [] };
    case 'clock':
      return { ...now, offsetMs: happening.offsetMs };
    case 'typing':
      return { ...now, typing: { ...now.typing, [happening.openid]: happening.typing } };
    case 'seen':
      return { ...now, unread: { ...now.unread, [happening.openid]: 0 } };
    case 'connection':
      return { ...now, connected: happening.connected };
  }
};

const withState = (now: Simulation, { account, followers, clock }: PhoneState): Simulation => ({
  ...now,
  account,
  followers,
  offsetMs: clock.offsetMs,
  generation: now.generation + 1,
});

const withFollower = (now: Simulation, follower: PhoneFollower): Simulation => ({
  ...now,
  followers: put(now.followers, follower, 'openid'),
  changes: { ...now.changes, [follower.openid]: (now.changes[follower.openid] ?? 0) + 1 },
});

const withMessage = (now: Simulation, openid: string, message: ChatMessage): Simulation => {
  const known = now.chats[openid] ?? [];
  if (known.some(({ id }) => id === message.id)) return now;
  const unread = (now.unread[openid] ?? 0) + (message.from === 'account' ? 1 : 0);
  const typing = message.from === 'account' ? { ...now.typing, [openid]: false } : now.typing;
  return { ...withChat(now, openid, [...known, message]), unread: { ...now.unread, [openid]: unread }, typing };
};

const withChat = (now: Simulation, openid: string, messages: ChatMessage[]): Simulation => ({
  ...now,
  chats: { ...now.chats, [openid]: messages },
});

const put = <T, K extends keyof T>(list: T[], item: T, key: K): T[] =>
  list.some((other) => other[key] === item[key])
    ? list.map((other) => (other[key] === item[key] ? item : other))
    : [...list, item];

/** What was fetched, then what arrived by event while it was being fetched. */
const join = <T extends { id: string; at: number }>(fetched: T[], arrived: T[]): T[] => {
  const ids = new Set(fetched.map(({ id }) => id));
  return [...fetched, ...arrived.filter(({ id }) => !ids.has(id))].sort((one, other) => one.at - other.at);
};
