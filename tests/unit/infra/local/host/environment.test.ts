import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildHost, type HostFiles } from '../../../../../infra/local/host/build.ts';
import { type Environment, startEnvironment } from '../../../../../infra/local/host/environment.ts';
import type { ThreadTask } from '../../../../../infra/local/host/protocol.ts';
import { aFolder } from '../aws/fixtures.ts';

const hostDir = path.resolve(import.meta.dirname, '../../../../../.cache', `host-test-${process.pid}`);

const aTask = (payload: unknown, timeoutMs = 2000): ThreadTask => ({
  payload: JSON.stringify(payload),
  context: { functionName: 'f', invokedFunctionArn: 'arn', memoryLimitInMB: '64', awsRequestId: '1', timeoutMs },
});

describe('an execution environment', () => {
  let host: HostFiles;
  beforeAll(async () => {
    host = await buildHost(hostDir);
  });
  afterAll(() => rmSync(hostDir, { recursive: true, force: true }));

  const anEnvironment = async (code: string, memoryMb = 64): Promise<Environment> => {
    const folder = await aFolder();
    const file = path.join(folder, 'index.cjs');
    writeFileSync(file, code);
    const data = { file, exportName: 'handler', clockFile: path.join(folder, 'clock') };
    const environment = startEnvironment(host.thread, data, { env: { NAME: '电' }, memoryMb });
    onTestFinished(() => environment.close());
    return environment;
  };

  it('runs the handler with its event, its context and its own environment variables', async () => {
    const environment = await anEnvironment(
      'exports.handler = async (event, context) => ({ event, name: process.env.NAME, left: context.getRemainingTimeInMillis() })',
    );
    expect(await environment.loaded).toBe(true);
    const invocation = await environment.run(aTask({ a: 1 }));
    const { left, ...rest } = JSON.parse(invocation.ok ? invocation.payload : '{}') as Record<string, unknown>;
    expect(rest).toEqual({ event: { a: 1 }, name: '电' });
    expect(Number(left)).toBeLessThanOrEqual(2000);
  });

  it('answers null for a handler that returns nothing', async () => {
    const environment = await anEnvironment('exports.handler = async () => {}');
    expect(await environment.run(aTask({}))).toEqual({ ok: true, payload: 'null' });
  });

  it('is ended at the time limit, even in an endless loop', async () => {
    const environment = await anEnvironment('exports.handler = async () => { for (;;); }');
    await environment.loaded;
    expect(await environment.run(aTask({}, 300))).toMatchObject({
      ok: false,
      error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 0.30 seconds' },
    });
    expect(environment.gone()).toBe(true);
  });

  it('is ended when it uses more memory than the function has', async () => {
    const environment = await anEnvironment(
      'exports.handler = async () => { const a = []; for (;;) a.push({ a }); }',
      32,
    );
    await environment.loaded;
    expect(await environment.run(aTask({}, 20_000))).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.ExitError' },
    });
  }, 30_000);

  it('that can’t load its handler says why', async () => {
    const environment = await anEnvironment('throw new Error("no settings")');
    expect(await environment.loaded).toBe(false);
    expect(await environment.run(aTask({}))).toMatchObject({ ok: false, error: { errorMessage: 'no settings' } });
  });

  it('says when the file exports no such handler', async () => {
    const environment = await anEnvironment('exports.other = 1');
    expect(await environment.loaded).toBe(false);
  });
});
