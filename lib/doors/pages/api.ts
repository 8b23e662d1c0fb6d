import { type Context, Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import * as z from 'zod/mini';
import type { Followers } from '../../followers/store.ts';
import type { Guard } from '../../guard/guard.ts';
import type { Need, Route, Service } from '../../guard/service.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { fill } from '../../platform/wording.ts';
import type { PageEnv } from './environment.ts';
import { type PageFault, pageFault, refusedByGuard, refusedByService } from './errors.ts';
import { sessionCookie } from './session.ts';
import { ownPath } from './sign-in.ts';

/** What the pages' API needs. */
export interface ApiDeps {
  organisation: Organisation;
  services: ReadonlyMap<string, Service>;
  followers: Pick<Followers, 'get'>;
  guard: Guard;
  now: () => number;
  log: Log;
}

type PageContext = Context<PageEnv>;

const needOf = (service: Service, route: Route): Need => ({
  tier: route.tier ?? service.tier,
  ...(route.needsBinding === false || service.binding === undefined ? {} : { binding: service.binding }),
  ...(route.dailyLimit === undefined
    ? service.dailyLimit === undefined
      ? {}
      : { dailyLimit: service.dailyLimit }
    : { dailyLimit: route.dailyLimit }),
  audited: route.audited ?? service.audited ?? false,
});

const bodyOf = async (context: PageContext): Promise<Record<string, unknown>> => {
  if (context.req.method !== 'POST') return {};
  const body: unknown = await context.req.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new AppError('bad_json', 'reject', '提交的内容不完整，请刷新页面再试。');
};

/** Path parameters win over the body, the body over the query; `binding` is the guard's, unless the route's schema names it. */
const inputOf = async (context: PageContext, route: Route): Promise<unknown> => {
  const { binding, ...query } = context.req.query();
  const given = { ...query, ...(await bodyOf(context)), ...context.req.param() };
  const result = (route.input ?? z.strictObject({})).safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  throw Object.assign(new AppError('bad_input', 'reject', issue?.message ?? ''), { field });
};

const answer = async (deps: ApiDeps, service: Service, route: Route, context: PageContext): Promise<unknown> => {
  const { organisation, followers, guard, now } = deps;
  const { openid, requestId, sourceIp } = context.var;
  const input = await inputOf(context, route);
  const follower = await followers.get(openid);
  const bindingId = context.req.query('binding');
  const asking = { follower, service: service.name, now: now(), requestId };
  const admission = await guard.admit(
    needOf(service, route),
    bindingId === undefined ? asking : { ...asking, bindingId },
  );
  if (admission.kind !== 'admitted') {
    const then = ownPath(context.req.header('x-page'));
    return refusedByGuard(admission, service.title, organisation.profile.texts, then);
  }
  const { binding } = admission;
  const call = { organisation, follower, input, now: asking.now, requestId, sourceIp };
  return route.handle(binding === undefined ? call : { ...call, binding });
};

const isFault = (answered: unknown): answered is PageFault =>
  typeof answered === 'object' && answered !== null && 'status' in answered && 'error' in answered;

const isErasure = (answered: unknown): boolean =>
  typeof answered === 'object' && answered !== null && 'erased' in answered && answered.erased === true;

const faultOf = (deps: ApiDeps, error: unknown): PageFault => {
  if (error instanceof AppError && error.kind === 'reject') return refusedByService(error);
  const { code, message } = describeError(error);
  deps.log.error('page_failed', { code, reason: message });
  const { texts, telephone } = deps.organisation.profile;
  return pageFault(503, 'unavailable', fill(texts.fault, { telephone }));
};

const respond = (deps: ApiDeps, service: Service, route: Route) => async (context: PageContext) => {
  context.header('cache-control', 'no-store');
  const answered = await answer(deps, service, route, context).catch((error: unknown) => faultOf(deps, error));
  if (isFault(answered)) return context.json({ error: answered.error }, answered.status);
  // Who is erased is nobody that could be signed in.
  if (isErasure(answered)) deleteCookie(context, sessionCookie, { path: '/' });
  return context.json((answered ?? {}) as object);
};

/** `/api/<service>/…` of every service, each route behind the guard. The session is checked before. */
export const createApi = (deps: ApiDeps): Hono<PageEnv> => {
  const api = new Hono<PageEnv>();
  for (const service of deps.services.values()) {
    for (const route of service.routes ?? []) {
      const path = `/${service.name}${route.path === '/' ? '' : route.path}`;
      api.on(route.method, path, respond(deps, service, route));
    }
  }
  return api;
};
