import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { createDeskApi } from '../../lib/doors/desk/api.ts';
import { createDesk } from '../../lib/doors/desk/app.ts';
import type { DeskEnv } from '../../lib/doors/desk/environment.ts';
import { hashPassword } from '../../lib/doors/desk/passwords.ts';
import { createDeskSessions } from '../../lib/doors/desk/session.ts';
import { createStaff, type StaffStore } from '../../lib/doors/desk/staff.ts';
import { createSignInTries } from '../../lib/doors/desk/tries.ts';
import { createSignedCookies } from '../../lib/doors/pages/session.ts';
import { createCounters } from '../../lib/followers/counters.ts';
import type { DeskRoom, StaffMember } from '../../lib/guard/desk.ts';
import { createFieldCipher } from '../../lib/platform/field-cipher.ts';
import type { Organisation } from '../../lib/platform/organisation.ts';
import type { Table } from '../../lib/platform/table.ts';
import type { FakeClock } from './clock.ts';
import { aLog, type RecordingLog } from './log.ts';

/** The password of everybody whom `join` lets in. */
export const aPassword = 'correct horse battery';

/** Somebody's browser at the desk. */
export interface DeskVisitor {
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** A desk over a table. */
export interface TestDesk {
  staff: StaffStore;
  log: RecordingLog;
  app: Hono<DeskEnv>;
  /** Adds a member of staff. */
  join(member: StaffMember): Promise<void>;
  /** Tries to sign in. */
  signIn(name: string, password?: string): Promise<Response>;
  /** Signs in; throws when that fails. */
  visit(name: string): Promise<DeskVisitor>;
  /** Somebody with these cookies, or none. */
  withCookie(cookie: string): DeskVisitor;
}

const publicUrl = 'https://account.example';
const manifest = { styles: [], script: 's.js', pages: { '/desk/notices': [] } };
const env = { event: { requestContext: { requestId: 'r1', http: { sourceIp: '127.0.0.1' } } } };

/** The cookie that an answer sets, as a browser sends it back. */
export const cookieOf = (answer: Response): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

/** A desk with these rooms; nobody waits. */
export const aDesk = (table: Table, clock: FakeClock, organisation: Organisation, rooms: DeskRoom[]): TestDesk => {
  const cipher = createFieldCipher(`k1:${randomBytes(32).toString('base64')}`);
  const openCipher = async () => cipher;
  const staff = createStaff(table);
  const log = aLog();
  const app = createDesk({
    publicUrl,
    facts: { organisation: '临江供电' },
    files: { manifest, read: async () => undefined },
    sessions: createDeskSessions({ cookies: createSignedCookies(openCipher, clock), staff, now: clock }),
    signIn: {
      staff,
      tries: createSignInTries(table),
      counters: createCounters(table, openCipher),
      sleep: async () => {},
    },
    staff,
    rooms,
    api: createDeskApi({ organisation, rooms, now: clock, log: log.log }),
    now: clock,
    log: log.log,
  });
  const send = (path: string, init: RequestInit) => app.request(`${publicUrl}${path}`, init, env);
  const own = { origin: publicUrl, 'content-type': 'application/json' };
  const withCookie = (cookie: string): DeskVisitor => ({
    get: async (path) => send(path, { headers: { cookie } }),
    post: async (path, body = {}, headers = {}) =>
      send(path, { method: 'POST', body: JSON.stringify(body), headers: { ...own, cookie, ...headers } }),
  });
  const signIn = (name: string, password = aPassword) => withCookie('').post('/desk/api/sign-in', { name, password });
  return {
    ...{ staff, log, app, signIn, withCookie },
    join: async (member) => {
      await staff.add(member, await hashPassword(aPassword), clock());
    },
    visit: async (name) => {
      const answer = await signIn(name);
      if (answer.status !== 200) throw new Error(`not signed in: ${await answer.text()}`);
      return withCookie(cookieOf(answer));
    },
  };
};
