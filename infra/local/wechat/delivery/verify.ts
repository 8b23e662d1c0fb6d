import { randomInt } from 'node:crypto';
import { logWire } from '../wire.ts';
import type { World } from '../world.ts';
import { type Attempt, attempt } from './attempt.ts';
import { stampAt, verificationQuery, withQuery } from './envelope.ts';

/** Whether WeChat would save the callback's configuration. */
export interface Verification {
  ok: boolean;
  detail: string;
}

const judge = (result: Attempt, echostr: string): Verification => {
  if (result.kind === 'failed') return { ok: false, detail: result.reason };
  if (result.status !== 200) return { ok: false, detail: `status ${result.status}, expected 200` };
  if (result.body !== echostr)
    return { ok: false, detail: `the echo differs: ${JSON.stringify(result.body.slice(0, 80))}` };
  return { ok: true, detail: 'the echo is right' };
};

/** Verifies the callback URL by GET, as WeChat does when the configuration is saved. */
export const verifyCallback = async (world: World): Promise<Verification> => {
  const { account } = world.options;
  const echostr = String(randomInt(1_000_000_000, 100_000_000_000));
  const query = verificationQuery(account.token, stampAt(world.now()), echostr);
  const result = await attempt(withQuery(account.callbackUrl, query), undefined, world.tuning.timeoutMs ?? 5000);
  const verdict = judge(result, echostr);
  logWire(world, {
    direction: 'to-account',
    method: 'GET',
    path: new URL(account.callbackUrl).pathname,
    query,
    elapsedMs: result.elapsedMs,
    ...(result.kind === 'answered' ? { status: result.status, responseBody: result.body.slice(0, 2000) } : {}),
    ...(verdict.ok ? {} : { note: `URL verification: ${verdict.detail}` }),
  });
  return verdict;
};
