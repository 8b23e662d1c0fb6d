import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localUrl } from '../../infra/local/defaults.ts';
import { findPorts } from '../../infra/local/ports.ts';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { createJsonClient, type JsonClient } from '../flow/support/json-client.ts';
import { adjustForPush, openPush, type Push } from '../flow/support/push.ts';

/** A local stack whose WeChat is a process of its own, as the account is, so that each can be measured alone. */
export interface PushStack {
  stack: Stack;
  simulator: JsonClient;
  push: Push;
  /** The sender is the account's process: the built functions in threads. The table, the queues and this benchmark are `table`. */
  pids: { sender: () => number; simulator: number; table: number };
}

const root = path.resolve(import.meta.dirname, '../..');
const alone = path.join(root, 'infra/local/wechat/alone.ts');
/** Of each lane, at once: two cores do more with four than with sixteen. */
export const senders = 4;
/** For each function's objects; Lambda gives them more, for the sake of its processor, and V8 would then put off its cleaning. */
export const mostMemoryMb = 96;
const dayMs = 86_400_000;
const tenInBeijingMs = 2 * 3_600_000;

const startSimulator = async (port: number, dataDir: string, accountUrl: string) => {
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    DATA_DIR: dataDir,
    CALLBACK_URL: `${accountUrl}/wechat`,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', alone], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the simulator ended'))),
  ]);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { pid: child.pid ?? 0, stop };
};

/** Runs `work` on a stack of its own, at ten in the morning in Beijing, with no limits but the machine's. */
export const withPushStack = async (work: (stack: PushStack) => Promise<void>): Promise<void> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'bianmin-push-'));
  const [own, others] = [await findPorts(), await findPorts()];
  const undo: (() => Promise<void> | void)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const url = localUrl(others.simulator);
    const env = { WECHAT_API_URL: url, TENCENT_CLOUD_URL: url, WECHAT_PAY_URL: url, LOG_LEVEL: 'warn' };
    const options = { organisation: 'power', port: own.account, dataDir, env, adjust: adjustForPush() };
    const stack = await startStack({ ...options, mostBatches: senders, mostMemoryMb });
    undo.push(() => stack.stop());
    stack.clock.advance((tenInBeijingMs - (stack.clock.now() % dayMs) + dayMs) % dayMs);
    const weChat = await startSimulator(others.account, dataDir, stack.accountUrl);
    undo.push(weChat.stop);
    const simulator = createJsonClient(url);
    await simulator.post('/control/quota', { path: '/cgi-bin/message/template/send', daily: 100_000_000 });
    const push = await openPush(stack, simulator);
    undo.push(push.close);
    const pids = { sender: stack.accountPid, simulator: weChat.pid, table: process.pid };
    await work({ stack, simulator, push, pids });
  } finally {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  }
};
