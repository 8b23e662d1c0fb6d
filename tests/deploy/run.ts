/**
 * `npm run test:deploy`: the manifest, really deployed to an AWS emulator, its functions really called; the compiled templates under two
 * validators; the store's tests on the emulator's DynamoDB. Ends with a line `N passed, N failed`. Needs Python 3 with venv.
 * Words after `--` go to vitest (a file, `-t name`).
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Emulator, startEmulator } from './emulator.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Counts {
  passed: number;
  failed: number;
}

const vitest = async (label: string, words: string[], env: Record<string, string>): Promise<Counts> => {
  const report = path.join(root, '.cache', `deploy-${label}-${process.pid}.json`);
  const program = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [program, 'run', ...reporters, ...words], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const code = await new Promise<number>((resolve) => child.on('exit', (status) => resolve(status ?? 1)));
  const read = JSON.parse(await readFile(report, 'utf8')) as Record<'numPassedTests' | 'numFailedTests', number>;
  await rm(report);
  // A file that could not be loaded has no tests to count, and has failed all the same.
  return { passed: read.numPassedTests, failed: read.numFailedTests || (code === 0 ? 0 : 1) };
};

const endWith = (emulator: Emulator): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void emulator.stop().finally(() => process.exit(1)));
  }
};

const main = async (words: string[]): Promise<void> => {
  const begun = Date.now();
  const emulator = await startEmulator();
  endWith(emulator);
  try {
    const own = ['--config', 'tests/deploy/vitest.config.ts', ...words];
    const results = [await vitest('journeys', own, { ...emulator.env, EMULATOR_URL: emulator.url })];
    if (words.length === 0) {
      const stores = [
        '--project',
        'unit',
        'tests/unit/lib/followers',
        'tests/unit/lib/guard',
        'tests/unit/lib/callback/claims',
        'tests/unit/lib/notices/notices',
        'tests/unit/lib/notices/readings',
        'tests/unit/lib/notices/areas',
      ];
      results.push(await vitest('store', stores, { STORE_ENDPOINT: emulator.url, AWS_REGION: 'cn-north-1' }));
    }
    const passed = results.reduce((sum, counts) => sum + counts.passed, 0);
    const failed = results.reduce((sum, counts) => sum + counts.failed, 0);
    console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s`);
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0 || passed === 0) process.exitCode = 1;
  } finally {
    await emulator.stop();
  }
};

await main(process.argv.slice(2));
