import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../faults.ts';
import { HttpAnswer, json, text } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { logCall, logWire, maskQuery, maskText } from '../wire.ts';
import type { World } from '../world.ts';
import { ApiError, newRid, refusal } from './error.ts';
import { passGate } from './gate.ts';
import type { ApiRoute } from './route.ts';

const run = async (world: World, route: ApiRoute, call: HttpCall): Promise<HttpAnswer> => {
  try {
    passGate(world, route, call);
    const value = await route.handle(world, call);
    return value instanceof HttpAnswer ? value : json(value);
  } catch (error) {
    if (error instanceof ApiError) return json(refusal(error, world.now()));
    throw error;
  }
};

const byFault = (world: World, fault: Fault): HttpAnswer | undefined => {
  if (fault.httpStatus !== undefined) return text(fault.errmsg ?? 'Bad Gateway', 'text/html', fault.httpStatus);
  if (fault.errcode === undefined) return undefined;
  const { errcode, errmsg } = fault;
  const refused = new ApiError(errcode);
  return json({ errcode, errmsg: `${errmsg ?? refused.message} rid: ${newRid(world.now())}` });
};

/** Told by its status: the connection is closed. */
const noAnswer = new HttpAnswer(0, {}, '');

const readable = (body: string | Uint8Array, type: string | undefined): string => {
  const isText = /json|text|xml/.test(type ?? '');
  if (!isText && body.length > 0) return `[${body.length} bytes of ${type ?? 'unknown type'}]`;
  return maskText(typeof body === 'string' ? body : Buffer.from(body).toString('utf8'));
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const openidIn = (value: unknown): { openid?: string } => {
  const to = value && typeof value === 'object' && 'touser' in value ? value.touser : undefined;
  return typeof to === 'string' ? { openid: to } : {};
};

/** What a developer should know about the request though WeChat answered it. */
const noteOn = (request: string, answer: HttpAnswer, response: unknown): string | undefined => {
  if (/\\u[0-9a-f]{4}/i.test(request))
    return 'the body has \\uXXXX escapes: WeChat may refuse them (40033), send UTF-8';
  const code = response && typeof response === 'object' && 'errcode' in response ? response.errcode : 0;
  if (code !== 0) return `refused: ${code}`;
  return answer.status === 200 || answer.status === 302 ? undefined : `status ${answer.status}`;
};

const log = (world: World, call: HttpCall, answer: HttpAnswer, elapsedMs: number): void => {
  const request = call.body.length === 0 ? '' : readable(call.body, call.headers['content-type'] ?? 'application/json');
  const reply = readable(answer.body, String(answer.headers['content-type'] ?? ''));
  const { method, path } = call;
  const query = maskQuery(call.query);
  const [body, response] = [parsed(request), parsed(reply)];
  const note = noteOn(request, answer, response);
  logCall(world, { method, path, query, body, response, status: answer.status });
  logWire(world, {
    ...openidIn(body),
    ...{ direction: 'to-wechat', method, path, query, status: answer.status, elapsedMs },
    ...(request ? { requestBody: request } : {}),
    responseBody: reply,
    ...(note ? { note } : {}),
  });
};

/**
 * Answers one call as WeChat does, or as a fault says. A fault with a delay only lets the call happen and holds its answer
 * back, and one that drops closes the connection instead: a caller comes to not know whether it did.
 */
export const answerApi = async (world: World, route: ApiRoute, call: HttpCall): Promise<HttpAnswer> => {
  const start = performance.now();
  const fault = world.options.faults.take(route.path);
  const answer = (fault && byFault(world, fault)) ?? (await run(world, route, call));
  const delayMs = (fault?.delayMs ?? 0) + (world.tuning.answerMs ?? 0);
  if (delayMs > 0) await pause(delayMs);
  if (!answer.silent || fault !== undefined) log(world, call, answer, Math.round(performance.now() - start));
  return fault?.drop ? noAnswer : answer;
};
