import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { openClock } from '../../../../infra/local/clock.ts';
import { aFolder } from './aws/fixtures.ts';

const aDay = 86_400_000;
const near = (value: number, expected: number) => expect(Math.abs(value - expected)).toBeLessThan(2000);

describe('the local clock', () => {
  it('shows the machine’s time until it is moved', async () => {
    const clock = openClock(path.join(await aFolder(), 'clock'));
    near(clock.now(), Date.now());
    clock.advance(aDay);
    clock.advance(1.4);
    near(clock.now(), Date.now() + aDay);
    expect(clock.offsetMs()).toBe(aDay + 1);
    clock.close();
  });

  it('keeps its offset in 8 bytes, signed and little-endian, for other processes and the next start', async () => {
    const file = path.join(await aFolder(), 'clock');
    const clock = openClock(file);
    clock.advance(-3);
    expect([...readFileSync(file)]).toEqual([253, 255, 255, 255, 255, 255, 255, 255]);
    const other = openClock(file);
    clock.advance(10);
    expect(other.offsetMs()).toBe(7);
    clock.close();
    other.close();
  });

  it('moves every Date of a patched thread, and leaves dates with arguments alone', async () => {
    const folder = await aFolder();
    const clock = openClock(path.join(folder, 'clock'));
    clock.advance(40 * aDay);
    const told = await askThread(folder, clock.file);
    near(told.now, Date.now() + 40 * aDay);
    near(told.created, Date.now() + 40 * aDay);
    near(Date.parse(told.called), Date.now() + 40 * aDay);
    expect(told).toMatchObject({ given: 5, parsed: 0, isDate: true, utc: 0 });
    clock.close();
  });
});

const probe = `
import { parentPort, workerData } from 'node:worker_threads';
import { patchClock } from './infra/local/clock-patch.ts';
patchClock(workerData);
const created = new Date();
parentPort.postMessage({
  now: Date.now(), created: created.getTime(), called: Date(), given: new Date(5).getTime(),
  parsed: Date.parse('1970-01-01T00:00:00Z'), isDate: created instanceof Date, utc: Date.UTC(1970, 0, 1),
});`;

interface Told {
  now: number;
  created: number;
  called: string;
}

const askThread = async (folder: string, clockFile: string): Promise<Told> => {
  const outfile = path.join(folder, 'probe.cjs');
  const stdin = {
    contents: probe,
    resolveDir: path.resolve(import.meta.dirname, '../../../..'),
    loader: 'ts' as const,
  };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs' });
  return new Promise((resolve, reject) => {
    new Worker(outfile, { workerData: clockFile }).once('message', resolve).once('error', reject);
  });
};
