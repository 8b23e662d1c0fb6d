import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { closeServer, listen } from '../../../../infra/local/http.ts';
import { tryLock, withLock } from '../../../../infra/local/lock.ts';
import { claimPorts, findPorts, portIsFree } from '../../../../infra/local/ports.ts';
import { aFolder } from './aws/fixtures.ts';

describe('ports', () => {
  it('says which one is taken and how to choose others', async () => {
    const ports = await findPorts();
    const server = await listen(ports.aws, () => {});
    onTestFinished(() => closeServer(server));
    await expect(claimPorts(ports.account)).rejects.toThrow(
      `Port ${ports.aws} is in use (another npm start?). Stop it, or choose another: PORT=${ports.account + 100} npm start`,
    );
  });

  it('are four free neighbours', async () => {
    const { account, simulator, aws, invoke } = await findPorts();
    expect([simulator, aws, invoke]).toEqual([account + 1, account + 2, account + 3]);
    expect(await portIsFree(account)).toBe(true);
  });
});

describe('a lock', () => {
  it('is held by one, and names the holder', async () => {
    const file = path.join(await aFolder(), 'lock');
    const lock = tryLock(file);
    expect(tryLock(file)).toEqual({ holder: process.pid });
    if ('release' in lock) lock.release();
    expect(tryLock(file)).toHaveProperty('release');
  });

  it('of a dead process holds nothing', async () => {
    const file = path.join(await aFolder(), 'lock');
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, String(pid));
    expect(tryLock(file)).toHaveProperty('release');
  });

  it('lets work happen one after the other', async () => {
    const file = path.join(await aFolder(), 'lock');
    let inside = 0;
    const work = () =>
      withLock(file, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((done) => setTimeout(done, 10));
        inside -= 1;
      });
    await Promise.all([work(), work(), work()]);
    expect(tryLock(file)).toHaveProperty('release');
  });
});
