import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closeServer, listen } from '../../../../infra/local/http.ts';
import { findPorts, portIsFree } from '../../../../infra/local/ports.ts';
import { aFolder } from './aws/fixtures.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const patience = { timeout: 45_000, interval: 50 };

/** `npm start` as a process of its own, with all it has said so far. */
const aStart = async (env: Record<string, string> = {}) => {
  const ports = await findPorts();
  const dataDir = await aFolder();
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: String(ports.account), DATA_DIR: dataDir, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += String(text)));
  return { child, ports, dataDir, said: () => said, ended: once(child, 'exit') };
};

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says when it is ready, and ends all of it on %s',
    async (signal) => {
      const { child, ports, said, ended } = await aStart();
      const ready = `Ready: http://127.0.0.1:${ports.account} (account)  http://127.0.0.1:${ports.simulator} (WeChat simulator)\n`;
      await vi.waitFor(() => expect(said().endsWith(ready)).toBe(true), patience);
      expect(said()).toMatch(/^Desk: http:\/\/127\.0\.0\.1:\d+\/desk \(name \S+, password \S+\)\nReady: /);
      expect((await fetch(`http://127.0.0.1:${ports.simulator}/`)).status).toBe(200);
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      for (const port of Object.values(ports)) expect(await portIsFree(port)).toBe(true);
    },
    60_000,
  );

  it('leaves nothing behind when it is killed', async () => {
    const { child, ports, said, ended } = await aStart();
    await vi.waitFor(() => expect(said()).toContain('Ready: '), patience);
    child.kill('SIGKILL');
    await ended;
    await vi.waitFor(async () => expect(await portIsFree(ports.account)).toBe(true), { timeout: 5000, interval: 50 });
  }, 60_000);

  it('names the account alone, and the address to enter at WeChat, when a real account is used', async () => {
    const { ports, said } = await aStart({
      WECHAT_API_URL: 'https://api.weixin.qq.com',
      PUBLIC_URL: 'https://example.org',
    });
    await vi.waitFor(() => expect(said()).toContain('Ready: '), patience);
    const [enter, , ready] = said().split('\n');
    expect(enter).toBe('Enter at WeChat as the server address: https://example.org/wechat');
    expect(ready).toBe(`Ready: http://127.0.0.1:${ports.account} (account)`);
  }, 60_000);

  it('says which port is taken', async () => {
    const taken = await findPorts();
    const server = await listen(taken.account, () => {});
    onTestFinished(() => closeServer(server));
    const { said, ended } = await aStart({ PORT: String(taken.account) });
    expect((await ended)[0]).toBe(1);
    expect(said()).toBe(
      `Port ${taken.account} is in use (another npm start?). Stop it, or choose another: PORT=${taken.account + 100} npm start\n`,
    );
  }, 30_000);

  it('says who uses the data folder', async () => {
    const dataDir = await aFolder();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path.join(dataDir, 'lock'), String(process.pid));
    const { said, ended } = await aStart({ DATA_DIR: dataDir });
    expect((await ended)[0]).toBe(1);
    expect(said()).toContain(`Another local stack (process ${process.pid}) uses ${dataDir}.`);
  }, 30_000);

  it('names the organisations when the chosen one is unknown', async () => {
    const { said, ended } = await aStart({ ORGANISATION: 'powr' });
    expect((await ended)[0]).toBe(1);
    expect(said()).toContain('unknown organisation "powr"');
  }, 30_000);
});
