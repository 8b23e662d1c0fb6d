import type {
  ChatMessage,
  Delivered,
  FaultOrder,
  PhoneFollower,
  PhoneMenuButton,
  PhoneState,
  RecordedCall,
  Say,
  Tap,
  WireEntry,
} from '../../contract.ts';

/** What the phone page asks of the simulator. Every call rejects with a sentence that can be shown. */
export interface Server {
  state(): Promise<PhoneState>;
  wire(limit: number): Promise<WireEntry[]>;
  chat(openid: string): Promise<ChatMessage[]>;
  menu(openid: string): Promise<PhoneMenuButton[]>;
  /** A new person, who follows the account at once; `scene` is the poster whose code was scanned. */
  addFollower(person: { nickname?: string; scene?: string }): Promise<string>;
  follow(openid: string): Promise<Delivered>;
  unfollow(openid: string): Promise<Delivered>;
  say(openid: string, say: Say): Promise<Delivered>;
  tap(openid: string, tap: Tap): Promise<Delivered>;
  scan(openid: string, scene: string): Promise<Delivered>;
  /** Puts the person somewhere, which tells the account nothing. */
  moveTo(openid: string, location: NonNullable<PhoneFollower['location']>): Promise<void>;
  advanceClock(advanceMs: number): Promise<void>;
  addFault(fault: FaultOrder): Promise<void>;
  clearFaults(): Promise<void>;
  calls(): Promise<RecordedCall[]>;
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** A client of the simulator that served this page. */
export const createServer = (fetch: Fetch): Server => {
  const ask = createAsk(fetch);
  const person = (openid: string, act = '') => `/control/followers/${encodeURIComponent(openid)}${act}`;
  return {
    state: () => ask('GET', '/phone/state'),
    wire: async (limit) => listOf(await ask('GET', `/phone/wire?limit=${limit}`)),
    chat: async (openid) => listOf(await ask('GET', person(openid, '/chat'))),
    menu: async (openid) => (await ask<{ button?: PhoneMenuButton[] }>('GET', person(openid, '/menu'))).button ?? [],
    addFollower: async (who) => (await ask<{ openid: string }>('POST', '/control/followers', who)).openid,
    follow: (openid) => ask('POST', person(openid, '/follow'), {}),
    unfollow: (openid) => ask('DELETE', person(openid)),
    say: (openid, say) => ask('POST', person(openid, '/say'), say),
    tap: (openid, tap) => ask('POST', person(openid, '/tap'), tap),
    scan: (openid, scene) => ask('POST', person(openid, '/scan'), { scene }),
    moveTo: (openid, location) => ask('PATCH', person(openid), { location }),
    advanceClock: (advanceMs) => ask('POST', '/control/clock', { advanceMs }),
    addFault: (fault) => ask('POST', '/control/faults', fault),
    clearFaults: () => ask('DELETE', '/control/faults'),
    calls: async () => listOf(await ask('GET', '/control/calls')),
  };
};

const createAsk =
  (fetch: Fetch) =>
  async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(path, body === undefined ? { method } : { method, ...json });
    const text = await response.text();
    if (!response.ok) throw new Error(refusalIn(text) ?? `${method} ${path}: HTTP ${response.status}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };

const refusalIn = (text: string): string | undefined => {
  try {
    return (JSON.parse(text) as { error?: { message?: string } }).error?.message;
  } catch {
    return undefined;
  }
};

const listOf = <T>(answer: T[]): T[] => answer;
