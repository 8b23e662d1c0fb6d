import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deployedNode } from '../support/deployed-node.ts';

const run = promisify(execFile);
const cache = path.resolve(import.meta.dirname, '../../.cache');
const requirements = path.join(import.meta.dirname, 'requirements.txt');
const venv = path.join(cache, 'venv');
/** The manifest's default. */
const region = 'cn-north-1';

/** A running AWS emulator: MiniStack, which takes a real deployment and runs the functions' code on the deployed Node. */
export interface Emulator {
  url: string;
  /** Environment in which every AWS tool talks to it. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Path of a tool of requirements.txt, installed into a virtual environment below `.cache/` at first use and when the versions change. */
export const pythonTool = async (name: string): Promise<string> => {
  const mark = path.join(venv, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
    await mkdir(cache, { recursive: true });
    await run('python3', ['-m', 'venv', '--clear', venv]);
    await run(path.join(venv, 'bin/pip'), ['install', '--disable-pip-version-check', '-q', '-r', requirements]);
    await writeFile(mark, wanted);
  }
  return path.join(venv, 'bin', name);
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const settings = (port: number, node: string): Record<string, string> => ({
  PATH: `${path.dirname(node)}:${process.env['PATH'] ?? ''}`,
  HOME: process.env['HOME'] ?? '',
  // By default it listens on every address, and opens ports for IoT and SFTP.
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  LAMBDA_EXECUTOR: 'local',
  MINISTACK_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

const awaitHealth = async (url: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    const isUp = await fetch(`${url}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await sleep(200);
  }
  throw new Error('MiniStack did not start; see .cache/ministack.log');
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  // The whole group: functions run in processes of their own.
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
};

/** Starts MiniStack on a free loopback port. */
export const startEmulator = async (): Promise<Emulator> => {
  const [command, node, port] = await Promise.all([pythonTool('ministack'), deployedNode(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(path.join(cache, 'ministack.log'), 'w');
  const child = spawn(command, { detached: true, stdio: ['ignore', log, log], env: settings(port, node) });
  closeSync(log);
  await awaitHealth(url, child);
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return { url, env, stop: () => end(child) };
};
