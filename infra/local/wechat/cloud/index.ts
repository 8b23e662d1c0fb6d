import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type HttpAnswer, json, text } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import { logCall, logWire } from '../wire.ts';
import type { World } from '../world.ts';
import { verifyIdCard } from './real-name.ts';
import { sendSms } from './sms.ts';
import { recognise } from './speech.ts';
import { CloudError, checkSignature } from './tc3.ts';

type Action = (world: World, body: unknown) => Record<string, unknown>;

const actions: Record<string, { version: string; act: Action }> = {
  IdCardVerification: { version: '2018-03-01', act: (_world, body) => verifyIdCard(body) },
  SentenceRecognition: { version: '2019-06-14', act: (_world, body) => recognise(body) },
  SendSms: { version: '2021-01-11', act: sendSms },
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new CloudError('InvalidParameter', 'the body is not JSON');
  }
};

const act = (world: World, call: HttpCall, name: string): Record<string, unknown> => {
  checkSignature(call, world.now());
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new CloudError('InvalidAction', `the action ${name} is not simulated`);
  if (call.headers['x-tc-version'] !== action.version)
    throw new CloudError('NoSuchVersion', `${name} is of ${action.version}`);
  return action.act(world, parse(call.body));
};

const respond = (world: World, call: HttpCall, name: string): Record<string, unknown> => {
  try {
    return act(world, call, name);
  } catch (error) {
    if (error instanceof CloudError) return { Error: { Code: error.code, Message: error.message } };
    throw error;
  }
};

/** Voices are long and phones private, so the log keeps the shape of a body only. */
const shape = (body: Buffer): string => `[${body.length} bytes]`;

/** Answers `POST /` with `X-TC-Action`, as any of Tencent Cloud's hosts. Faults name `/tencent-cloud/<Action>`. */
export const handleCloud = async (world: World, call: HttpCall): Promise<HttpAnswer> => {
  const start = performance.now();
  const name = String(call.headers['x-tc-action']);
  const path = `/tencent-cloud/${name}`;
  const fault = world.options.faults.take(path);
  if (fault?.delayMs) await pause(fault.delayMs);
  const failed = { Error: { Code: fault?.errmsg ?? 'InternalError', Message: 'a fault' } };
  const response = { ...(fault?.errcode === undefined ? respond(world, call, name) : failed), RequestId: randomUUID() };
  const status = fault?.httpStatus ?? 200;
  const answer = fault?.httpStatus ? text('fault', 'text/plain', status) : json({ Response: response });
  logCall(world, { method: 'POST', path, query: {}, body: shape(call.body), response, status });
  const elapsedMs = Math.round(performance.now() - start);
  const responseBody = JSON.stringify({ Response: response });
  logWire(world, {
    direction: 'to-wechat',
    method: 'POST',
    path,
    status,
    elapsedMs,
    requestBody: shape(call.body),
    responseBody,
  });
  return answer;
};
