import { type Context, Hono } from 'hono';
import { describeError } from '../../platform/errors.ts';
import type { FieldCipher } from '../../platform/field-cipher.ts';
import type { Log } from '../../platform/log.ts';
import { type AuthenticationDeps, authenticate } from './authentication.ts';
import type { OpenEnv } from './environment.ts';
import { faultOf, Refused } from './errors.ts';
import { once } from './idempotency.ts';
import { readInput, readKey } from './input.ts';
import { contractOf } from './openapi.ts';
import type { Requests } from './requests.ts';
import type { OpenAnswer, OpenRoute } from './route.ts';

/** What the open door needs. */
export interface OpenDeps extends AuthenticationDeps {
  routes: readonly OpenRoute[];
  requests: Requests;
  openCipher: () => Promise<FieldCipher>;
  log: Log;
}

type OpenContext = Context<OpenEnv>;

/** Where the door stands; addresses below it stay as they are. */
export const openPath = '/open/v1';
const mostBytes = 256 * 1024;

const json = (context: OpenContext, status: number, body: string, headers: Record<string, string> = {}): Response =>
  context.newResponse(body, status as 200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': context.var.requestId,
    ...headers,
  });

const refuse = (deps: OpenDeps, context: OpenContext, error: unknown): Response => {
  const { status, body, retryAfterSeconds } = faultOf(error, context.var.requestId);
  const { code, message } = describeError(error);
  const caller = context.get('caller')?.id;
  const about = { requestId: context.var.requestId, status, code, ...(caller === undefined ? {} : { caller }) };
  if (status === 503) deps.log.error('open_failed', { ...about, reason: message });
  else deps.log.warn('open_refused', about);
  const again = retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
  return json(context, status, JSON.stringify(body), again);
};

const readBody = async (context: OpenContext): Promise<Uint8Array> => {
  const tooLong = new Refused(413, 'too_long', `the body is longer than ${mostBytes} bytes`);
  if (Number(context.req.header('content-length') ?? 0) > mostBytes) throw tooLong;
  const body = new Uint8Array(await context.req.arrayBuffer());
  if (body.length > mostBytes) throw tooLong;
  return body;
};

const enter = async (deps: OpenDeps, context: OpenContext): Promise<void> => {
  const { pathname, search } = new URL(context.req.url);
  const body = await readBody(context);
  const header = (name: string) => context.req.header(name);
  const request = { method: context.req.method, path: pathname + search, header, body };
  context.set('caller', await authenticate(deps, request));
  context.set('body', body);
};

const checkRight = ({ right }: OpenRoute, context: OpenContext): void => {
  if (right === undefined || context.var.caller.rights.includes(right)) return;
  throw new Refused(403, 'right_missing', `the caller lacks the right ${right}`);
};

const answerOf = async ({ status = 200, body }: OpenAnswer<unknown>) => ({ status, body: JSON.stringify(body) });

const handle = async (deps: OpenDeps, route: OpenRoute, context: OpenContext): Promise<Response> => {
  const { caller } = context.var;
  checkRight(route, context);
  const key = route.method === 'GET' ? '' : readKey(context.req.header('idempotency-key'));
  const input = readInput(route, context.var.body);
  const call = { caller, by: `open:${caller.id}`, key, id: context.req.param('id') ?? '', input, now: deps.now() };
  const act = async () => answerOf(await route.handle(call));
  if (route.method === 'GET') {
    const { status, body } = await act();
    return json(context, status, body);
  }
  const request = { caller: caller.id, key, text: signedText(context) };
  const { answer, isReplay } = await once(deps, request, act);
  deps.log.info('open_request', { caller: caller.id, route: route.name, requestId: context.var.requestId, isReplay });
  return json(context, answer.status, answer.body, isReplay ? { 'idempotent-replay': 'true' } : {});
};

/** What makes two requests the same: method, address and body. */
const signedText = (context: OpenContext): string =>
  `${context.req.method} ${new URL(context.req.url).pathname}\n${Buffer.from(context.var.body).toString('base64')}`;

const setRequestId = async (context: OpenContext, next: () => Promise<void>) => {
  const { requestContext } = context.env.event as { requestContext: { requestId: string } };
  context.set('requestId', requestContext.requestId);
  return next();
};

/** The way in for the organisation's systems: signed, fresh, each request once, errors by field. */
export const createOpenDoor = (deps: OpenDeps): Hono<OpenEnv> => {
  const app = new Hono<OpenEnv>().basePath(openPath);
  let contract: string | undefined;
  app.use(setRequestId);
  app.get('/openapi.json', (context) => {
    contract ??= JSON.stringify(contractOf(deps.routes));
    return json(context, 200, contract, { 'cache-control': 'public, max-age=300' });
  });
  for (const route of deps.routes) {
    app.on(route.method, route.path, async (context) => {
      await enter(deps, context);
      return handle(deps, route, context);
    });
  }
  app.notFound((context) => refuse(deps, context, new Refused(404, 'not_found', 'there is no such address or method')));
  app.onError((error, context) => refuse(deps, context, error));
  return app;
};
