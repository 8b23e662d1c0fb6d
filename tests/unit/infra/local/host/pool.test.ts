import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../../../../infra/local/host/environment.ts';
import { createPool, type PoolTuning } from '../../../../../infra/local/host/pool.ts';
import type { Invocation, ThreadTask } from '../../../../../infra/local/host/protocol.ts';

const tuning: PoolTuning = { maximum: 4, patienceMs: 20, patienceWhenBusyMs: 20, idleMs: 60_000 };
const aTask = (payload: string): ThreadTask => ({
  payload,
  context: { functionName: 'f', invokedFunctionArn: 'a', memoryLimitInMB: '1', awsRequestId: '1', timeoutMs: 1000 },
});

/** A pool whose environments take `payload` milliseconds; `crash` ends one, `loads` says whether they load. */
const aPool = (loads: (nth: number) => boolean = () => true) => {
  let started = 0;
  let most = 0;
  let running = 0;
  const start = (): Environment => {
    started += 1;
    let gone = !loads(started);
    return {
      loaded: Promise.resolve(!gone),
      gone: () => gone,
      close: async () => {},
      run: async ({ payload }): Promise<Invocation> => {
        if (gone) return { ok: false, error: { errorType: 'Runtime', errorMessage: 'gone', trace: [] } };
        running += 1;
        most = Math.max(most, running);
        await sleep(payload === 'crash' ? 1 : Number(payload));
        running -= 1;
        gone = payload === 'crash';
        return gone
          ? { ok: false, error: { errorType: 'Runtime', errorMessage: 'crash', trace: [] } }
          : { ok: true, payload };
      },
    };
  };
  const pool = createPool(start, tuning);
  onTestFinished(() => pool.close());
  return { pool, started: () => started, most: () => most };
};

describe('a pool of environments', () => {
  it('uses one environment again and again', async () => {
    const { pool, started } = aPool();
    for (let nth = 0; nth < 5; nth += 1) await pool.run(aTask('1'));
    expect(started()).toBe(1);
  });

  it('never gives two events to one environment, and starts more when events wait', async () => {
    const { pool, started, most } = aPool();
    const all = await Promise.all(Array.from({ length: 12 }, () => pool.run(aTask('60'))));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(started()).toBeGreaterThan(1);
    expect(most()).toBeLessThanOrEqual(started());
  });

  it('stays within its maximum', async () => {
    const { pool, started } = aPool();
    await Promise.all(Array.from({ length: 40 }, () => pool.run(aTask('25'))));
    expect(started()).toBeLessThanOrEqual(4);
  });

  it('replaces an environment that crashed', async () => {
    const { pool, started } = aPool();
    expect((await pool.run(aTask('crash'))).ok).toBe(false);
    expect((await pool.run(aTask('1'))).ok).toBe(true);
    expect(started()).toBe(2);
  });

  it('lets those who wait for a crashed environment have the next one', async () => {
    const { pool } = aPool();
    const results = await Promise.all([pool.run(aTask('crash')), pool.run(aTask('1')), pool.run(aTask('1'))]);
    expect(results.map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it('answers one event with the failure to load, and tries again for the next', async () => {
    const { pool } = aPool((nth) => nth > 1);
    const results = await Promise.all([pool.run(aTask('1')), pool.run(aTask('1'))]);
    expect(results.map(({ ok }) => ok)).toEqual([false, true]);
  });
});
