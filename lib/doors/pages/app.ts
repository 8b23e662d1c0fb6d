import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PageFacts } from '../../page-kit/facts.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { CampusRoutes } from '../../services/identity/campus/routes.ts';
import type { PageFiles } from './assets.ts';
import type { PageEnv } from './environment.ts';
import { pageFault } from './errors.ts';
import { configureJsSdk, type JsSdkDeps } from './js-sdk.ts';
import { type Session, type SignedCookies, sessionCookie, sessionMs } from './session.ts';
import { beginSignIn, finishSignIn, pendingCookie, type SignInDeps } from './sign-in.ts';
import { isPage, shellHtml } from './ui/shell-html.ts';

/** What the pages' door needs. */
export interface PagesDeps {
  publicUrl: string;
  /** Who may show the pages in a frame: nobody in production, the simulator's web view locally. */
  frameAncestors: string;
  facts: PageFacts;
  files: PageFiles;
  cookies: SignedCookies;
  signIn: SignInDeps;
  jsSdk: JsSdkDeps;
  /** The browser's round trip to the campus sign-on; refuses where an organisation has none. */
  campus: CampusRoutes;
  api: Hono<PageEnv>;
  now: () => number;
  log: Log;
}

type PageContext = Context<PageEnv>;

const policy = (frameAncestors: string): string =>
  [
    "default-src 'self'",
    "script-src 'self' https://res.wx.qq.com",
    "style-src 'self'",
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');

const secureHeaders = (deps: PagesDeps): Record<string, string> => ({
  'content-security-policy': policy(deps.frameAncestors),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
});

/** Cookies are for this host alone; `Secure` wherever the account is reached by https, as it is everywhere but on a developer's machine. */
const setSafeCookie = (context: PageContext, deps: PagesDeps, name: string, value: string, maxAgeMs: number): void =>
  setCookie(context, name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.publicUrl.startsWith('https:'),
    maxAge: Math.floor(maxAgeMs / 1000),
  });

/** Signing in comes first, so that a page shows its data at once. Whoever keeps no cookies fails there, not in a circle. */
const shell = async (context: PageContext, deps: PagesDeps) => {
  const { pathname, search } = new URL(context.req.url);
  const session = await deps.cookies.open<Session>('session', getCookie(context, sessionCookie));
  context.header('cache-control', 'no-store');
  if (session === undefined) {
    return context.redirect(`/pages/sign-in?then=${encodeURIComponent(pathname + search)}`, 303);
  }
  const status = isPage(deps.files.manifest, pathname) ? 200 : 404;
  return context.html(shellHtml(deps.files.manifest, pathname, deps.facts), status);
};

const asset = async (context: PageContext, deps: PagesDeps) => {
  const found = await deps.files.read(context.req.param('name') ?? '', context.req.header('accept-encoding') ?? '');
  if (found === undefined) return context.notFound();
  context.header('cache-control', 'public, max-age=31536000, immutable');
  context.header('content-type', found.type);
  context.header('vary', 'accept-encoding');
  if (found.encoding !== undefined) context.header('content-encoding', found.encoding);
  return context.body(Uint8Array.from(found.body));
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What the follower reads when signing in did not work, in a page that needs no script. */
const signInFailed = (context: PageContext, text: string) =>
  context.html(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>登录</title><body><main><p>${text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark)}</p></main></body></html>`,
    400,
  );

const signedIn = async (context: PageContext, deps: PagesDeps) => {
  const given = {
    state: context.req.query('state'),
    code: context.req.query('code'),
    cookie: getCookie(context, pendingCookie),
  };
  try {
    const { openid, isSnapshot, onward } = await finishSignIn(deps.signIn, given);
    if (isSnapshot) return signInFailed(context, '这是快照页面，不能办理业务。请点右下角“使用完整服务”，再试一次。');
    const session: Session = { openid };
    const cookie = await deps.cookies.seal('session', session, deps.now() + sessionMs);
    setSafeCookie(context, deps, sessionCookie, cookie, sessionMs);
    setSafeCookie(context, deps, pendingCookie, '', 0);
    return context.redirect(onward, 303);
  } catch (error) {
    deps.log.warn('sign_in_failed', { code: describeError(error).code });
    return signInFailed(context, '登录没有成功。请关闭这个页面，回到公众号，从菜单重新打开。');
  }
};

/** A request that changes something must come from our own pages: browsers say where from, and forms can't send JSON. */
const isForeign = (context: PageContext, deps: PagesDeps): boolean => {
  if (context.req.method === 'GET') return false;
  const origin = context.req.header('origin');
  const type = context.req.header('content-type') ?? '';
  return (
    origin !== new URL(deps.publicUrl).origin || (context.req.method === 'POST' && !type.startsWith('application/json'))
  );
};

const requireSession = (deps: PagesDeps) => async (context: PageContext, next: () => Promise<void>) => {
  const session = await deps.cookies.open<Session>('session', getCookie(context, sessionCookie));
  const foreign = pageFault(403, 'foreign_origin', '请求不是从本页面发出的，请刷新页面再试。');
  if (isForeign(context, deps)) return context.json({ error: foreign.error }, foreign.status);
  if (session === undefined) return context.json({ error: { code: 'signed_out', message: '请重新打开页面。' } }, 401);
  const { requestContext } = context.env.event as { requestContext: { requestId: string; http: { sourceIp: string } } };
  context.set('openid', session.openid);
  context.set('requestId', requestContext.requestId);
  context.set('sourceIp', requestContext.http.sourceIp);
  return next();
};

/** One leg of the round trip to the campus sign-on; only for who has signed in by WeChat. */
const campus = (deps: PagesDeps, leg: keyof CampusRoutes) => async (context: PageContext) => {
  const session = await deps.cookies.open<Session>('session', getCookie(context, sessionCookie));
  context.header('cache-control', 'no-store');
  if (session === undefined) return signInFailed(context, '请关闭这个页面，回到公众号，从菜单重新打开。');
  try {
    return context.redirect(await deps.campus[leg](session.openid, new URL(context.req.url), deps.now()), 303);
  } catch (error) {
    const { kind, code, message } = describeError(error);
    if (kind !== 'reject') throw error;
    deps.log.warn('campus_sign_on_refused', { code });
    return signInFailed(context, message);
  }
};

const jsSdk = async (context: PageContext, deps: PagesDeps) => {
  context.header('cache-control', 'no-store');
  try {
    return context.json(await configureJsSdk(deps.jsSdk, context.req.query('url')));
  } catch (error) {
    const { code, kind, message } = describeError(error);
    if (kind !== 'reject') throw error;
    return context.json({ error: { code, message } }, 400);
  }
};

/** The follower's way in by the web: pages, their files, signing in by WeChat, and the JSON below `/api`. */
export const createPages = (deps: PagesDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(secureHeaders(deps))) context.header(name, value);
  });
  app.get('/pages/assets/:name', (context) => asset(context, deps));
  app.get('/pages/sign-in', async (context) => {
    const { cookie, location } = await beginSignIn(deps.signIn, context.req.query('then'));
    setSafeCookie(context, deps, pendingCookie, cookie, 600_000);
    context.header('cache-control', 'no-store');
    return context.redirect(location, 303);
  });
  app.get('/pages/signed-in', (context) => signedIn(context, deps));
  app.get('/pages/campus/start', campus(deps, 'start'));
  app.get('/pages/campus/return', campus(deps, 'finish'));
  app.get('/pages/*', (context) => shell(context, deps));
  app.use('/api/*', requireSession(deps));
  app.post('/api/sign-out', (context) => {
    deleteCookie(context, sessionCookie, { path: '/' });
    return context.json({});
  });
  app.get('/api/js-sdk', (context) => jsSdk(context, deps));
  app.route('/api', deps.api);
  app.notFound((context) =>
    context.json({ error: { code: 'not_found', message: '没有这个页面。请从公众号菜单重新打开。' } }, 404),
  );
  app.onError((error, context) => {
    deps.log.error('page_failed', { code: error instanceof AppError ? error.code : 'unexpected', reason: error.name });
    return context.json({ error: { code: 'unavailable', message: '系统开小差了，请稍后再试。' } }, 503);
  });
  return app;
};
