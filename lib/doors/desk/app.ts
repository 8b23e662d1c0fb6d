import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod/mini';
import type { DeskRoom, StaffMember } from '../../guard/desk.ts';
import { Refusal } from '../../guard/refusal.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { PageFiles } from '../pages/assets.ts';
import { pageFault } from '../pages/errors.ts';
import { changeOwnPassword, PasswordChange } from './change-password.ts';
import { type DeskEnv, requestFacts } from './environment.ts';
import { type DeskSessions, deskCookie, deskSessionMs } from './session.ts';
import { type SignInDeps, signInStaff } from './sign-in.ts';
import type { StaffRecord, StaffStore } from './staff.ts';
import type { DeskFacts } from './ui/facts.ts';
import { deskHtml, isDeskPage } from './ui/shell-html.ts';
import { brokenAtDesk, refusedAtDesk } from './words.ts';

/** What the desk needs. */
export interface DeskDeps {
  publicUrl: string;
  facts: DeskFacts;
  files: PageFiles;
  sessions: DeskSessions;
  signIn: SignInDeps;
  staff: Pick<StaffStore, 'changePassword'>;
  /** Those that the organisation has. */
  rooms: readonly DeskRoom[];
  api: Hono<DeskEnv>;
  now: () => number;
  log: Log;
}

type DeskContext = Context<DeskEnv>;

const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ');

const secureHeaders: Record<string, string> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
};

/** The cookie goes with requests that begin at the desk alone: a link or a form of another site never carries it. */
const setSession = (context: DeskContext, deps: DeskDeps, value: string, maxAgeMs: number): void =>
  setCookie(context, deskCookie, value, {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Strict',
    secure: deps.publicUrl.startsWith('https:'),
    maxAge: Math.floor(maxAgeMs / 1000),
  });

const asset = async (context: DeskContext, { files }: DeskDeps) => {
  const found = await files.read(context.req.param('name') ?? '', context.req.header('accept-encoding') ?? '');
  if (found === undefined) return context.notFound();
  context.header('cache-control', 'public, max-age=31536000, immutable');
  context.header('content-type', found.type);
  context.header('vary', 'accept-encoding');
  if (found.encoding !== undefined) context.header('content-encoding', found.encoding);
  return context.body(Uint8Array.from(found.body));
};

/** Browsers say where a request that changes something comes from, and forms can't send JSON. */
const isForeign = (context: DeskContext, publicUrl: string): boolean => {
  if (context.req.method === 'GET') return false;
  const type = context.req.header('content-type') ?? '';
  return context.req.header('origin') !== new URL(publicUrl).origin || !type.startsWith('application/json');
};

const requireOwnOrigin = (deps: DeskDeps) => async (context: DeskContext, next: () => Promise<void>) => {
  context.header('cache-control', 'no-store');
  if (!isForeign(context, deps.publicUrl)) return next();
  const { error, status } = pageFault(403, 'foreign_origin', '请求不是从工作台发出的，请刷新页面再试。');
  return context.json({ error }, status);
};

const requireSession = (deps: DeskDeps) => async (context: DeskContext, next: () => Promise<void>) => {
  const staff = await deps.sessions.find(getCookie(context, deskCookie));
  if (staff === undefined) return context.json({ error: { code: 'signed_out', message: '请重新登录。' } }, 401);
  context.set('staff', staff);
  context.set('requestId', requestFacts(context.env.event).requestId);
  return next();
};

const Credentials = z.strictObject({
  name: z.string().check(z.trim(), z.toLowerCase(), z.minLength(1, '请填写用户名'), z.maxLength(60)),
  password: z.string().check(z.minLength(1, '请填写密码'), z.maxLength(200)),
});

/** Who is signed in, and the rooms they may enter. */
const whoIs = ({ name, displayName, rights }: StaffMember, rooms: readonly DeskRoom[]) => ({
  staff: { name, displayName, rights },
  rooms: rooms.filter(({ right }) => rights.includes(right)).map(({ title, path }) => ({ title, path })),
});

const signIn = async (context: DeskContext, deps: DeskDeps): Promise<StaffRecord> => {
  const given = Credentials.safeParse(await context.req.json().catch(() => undefined));
  if (!given.success) throw new Refusal('bad_input', '请填写用户名和密码。');
  const { sourceIp } = requestFacts(context.env.event);
  return signInStaff(deps.signIn, { ...given.data, sourceIp }, deps.now());
};

const changePassword = async (context: DeskContext, deps: DeskDeps): Promise<StaffRecord> => {
  const given = PasswordChange.safeParse(await context.req.json().catch(() => undefined));
  if (!given.success) throw new Refusal('bad_input', '新密码要有 10 到 200 个字符。', { field: 'next' });
  const { sourceIp } = requestFacts(context.env.event);
  return changeOwnPassword(deps, context.var.staff, { ...given.data, sourceIp }, deps.now());
};

/** What proves who somebody is: it begins a session, and its outcome is logged. */
const proving =
  (event: string, deps: DeskDeps, prove: (context: DeskContext, deps: DeskDeps) => Promise<StaffRecord>) =>
  async (context: DeskContext) => {
    try {
      const member = await prove(context, deps);
      setSession(context, deps, await deps.sessions.begin(member), deskSessionMs);
      deps.log.info(event, { staff: member.name });
      return context.json(whoIs(member, deps.rooms));
    } catch (error) {
      deps.log.warn(`${event}_refused`, { code: describeError(error).code });
      const fault = error instanceof AppError && error.kind === 'reject' ? refusedAtDesk(error) : brokenAtDesk(error);
      return context.json({ error: fault.error }, fault.status);
    }
  };

const shell = (context: DeskContext, { files, facts }: DeskDeps) => {
  const { pathname } = new URL(context.req.url);
  context.header('cache-control', 'no-store');
  return context.html(deskHtml(files.manifest, pathname, facts), isDeskPage(files.manifest, pathname) ? 200 : 404);
};

/** The staff's way in: the shell, which asks for name and password by itself, its files, and the JSON below `/desk/api`. */
export const createDesk = (deps: DeskDeps): Hono<DeskEnv> => {
  const app = new Hono<DeskEnv>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(secureHeaders)) context.header(name, value);
  });
  app.get('/desk/assets/:name', (context) => asset(context, deps));
  app.use('/desk/api/*', requireOwnOrigin(deps));
  app.post('/desk/api/sign-in', proving('desk_signed_in', deps, signIn));
  app.post('/desk/api/sign-out', (context) => {
    setSession(context, deps, '', 0);
    return context.json({});
  });
  app.use('/desk/api/*', requireSession(deps));
  app.get('/desk/api/me', (context) => context.json(whoIs(context.var.staff, deps.rooms)));
  app.post('/desk/api/password', proving('desk_password_changed', deps, changePassword));
  app.route('/desk/api', deps.api);
  app.all('/desk/api/*', (context) =>
    context.json({ error: { code: 'not_found', message: '没有这个功能。请刷新页面再试。' } }, 404),
  );
  app.get('/desk', (context) => shell(context, deps));
  app.get('/desk/*', (context) => shell(context, deps));
  app.onError((error, context) => {
    deps.log.error('desk_failed', { code: describeError(error).code, reason: error.name });
    return context.json({ error: brokenAtDesk(error).error }, 503);
  });
  return app;
};
