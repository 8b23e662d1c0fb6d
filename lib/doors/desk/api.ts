import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import type { DeskRoom, DeskRoute, StaffMember, StaffRight } from '../../guard/desk.ts';
import { Refusal } from '../../guard/refusal.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { DeskEnv } from './environment.ts';
import { rightNames } from './members/rights.ts';
import { brokenAtDesk, lacksRight, refusedAtDesk } from './words.ts';

/** What the desk's API needs. */
export interface DeskApiDeps {
  organisation: Organisation;
  rooms: readonly DeskRoom[];
  now: () => number;
  log: Log;
}

type DeskContext = Context<DeskEnv>;

const bodyOf = async (context: DeskContext): Promise<Record<string, unknown>> => {
  if (context.req.method !== 'POST') return {};
  const body: unknown = await context.req.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new Refusal('bad_json', '提交的内容不完整，请刷新页面再试。');
};

/** Path parameters win over the body, the body over the query. */
const inputOf = async (context: DeskContext, route: DeskRoute): Promise<unknown> => {
  const given = { ...context.req.query(), ...(await bodyOf(context)), ...context.req.param() };
  const result = (route.input ?? z.strictObject({})).safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const message = /\p{Script=Han}/u.test(issue?.message ?? '') ? issue?.message : '填写的内容不对，请改好再提交。';
  throw new Refusal('bad_input', message ?? '', { field });
};

const checkRight = (staff: StaffMember, right: StaffRight | undefined): void => {
  if (right !== undefined && !staff.rights.includes(right)) throw lacksRight(rightNames[right]);
};

/** What a request is about: the id in its path, else of what it made. */
const targetOf = (context: DeskContext, answered: unknown): string | undefined => {
  const made = typeof answered === 'object' && answered !== null && 'id' in answered ? answered.id : undefined;
  return context.req.param('id') ?? (typeof made === 'string' ? made : undefined);
};

const answer = (deps: DeskApiDeps, room: DeskRoom, route: DeskRoute) => async (context: DeskContext) => {
  const { staff, requestId } = context.var;
  checkRight(staff, room.right);
  checkRight(staff, route.right);
  const input = await inputOf(context, route);
  return route.handle({ organisation: deps.organisation, staff, input, now: deps.now(), requestId });
};

const refuse = (deps: DeskApiDeps, context: DeskContext, error: unknown): Response => {
  const isRefusal = error instanceof AppError && error.kind === 'reject';
  const fault = isRefusal ? refusedAtDesk(error) : brokenAtDesk(error);
  if (!isRefusal)
    deps.log.error('desk_failed', { code: describeError(error).code, reason: describeError(error).message });
  return context.json({ error: fault.error }, fault.status);
};

/** A line for every change, whether it was made or refused: who, what, on which thing. */
const record = (
  { log }: DeskApiDeps,
  { staff, requestId }: DeskEnv['Variables'],
  did: { action: string; target: string | undefined; status: number },
): void => log.info('desk_action', { staff: staff.name, ...did, requestId });

const respond = (deps: DeskApiDeps, room: DeskRoom, route: DeskRoute) => async (context: DeskContext) => {
  context.header('cache-control', 'no-store');
  const answered = await answer(deps, room, route)(context).catch((error: unknown) => refuse(deps, context, error));
  const response = answered instanceof Response ? answered : context.json((answered ?? {}) as object);
  if (route.method === 'POST' && route.asks !== true) {
    const action = `${room.name}${route.path === '/' ? '' : route.path}`;
    record(deps, context.var, { action, target: targetOf(context, answered), status: response.status });
  }
  return response;
};

/** `/desk/api/<room>/…` of every room that the organisation has. The session is checked before. */
export const createDeskApi = (deps: DeskApiDeps): Hono<DeskEnv> => {
  const api = new Hono<DeskEnv>();
  for (const room of roomsOf(deps)) {
    for (const route of room.routes) {
      api.on(route.method, `/${room.name}${route.path === '/' ? '' : route.path}`, respond(deps, room, route));
    }
  }
  return api;
};

/** The rooms that the organisation has. */
export const roomsOf = ({ rooms, organisation }: Pick<DeskApiDeps, 'rooms' | 'organisation'>): DeskRoom[] =>
  rooms.filter(({ shown }) => shown?.(organisation.profile) ?? true);
