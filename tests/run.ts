/**
 * `npm test`: every test but the crash test (`npm run test:crash`), then a closing line `N passed, N failed`. Words after `--` go to vitest (a file, `-t name`, `--project unit`).
 * `--runtime` runs them on the Node that is deployed (nodejs24.x) instead of this machine's.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { deployedNode } from './support/deployed-node.ts';

const root = path.resolve(import.meta.dirname, '..');
const report = path.join(root, '.cache', `tests-${process.pid}.json`);

/** The crash test, which takes both cores for minutes, is a command of its own. */
const everything = ['--project', 'unit', '--project', 'flow'];

const runVitest = (node: string, args: string[]): Promise<number> =>
  new Promise((resolve) => {
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const child = spawn(node, [vitest, 'run', ...reporters, ...args], { cwd: root, stdio: 'inherit' });
    child.on('exit', (code) => resolve(code ?? 1));
  });

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

const firstLine = (text: string | undefined): string => text?.split('\n')[0] ?? '';

/** A line for every test that failed, and for every file that could not be loaded, so that the end of a long log says which. */
const failures = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message !== '') return [`FAILED ${file}: ${firstLine(message)}`];
    return failed.map((test) => `FAILED ${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  });

const main = async (args: string[]): Promise<number> => {
  await mkdir(path.dirname(report), { recursive: true });
  const onRuntime = args.includes('--runtime');
  const node = onRuntime ? await deployedNode() : process.execPath;
  const words = args.filter((word) => word !== '--runtime');
  const code = await runVitest(node, args.includes('--project') ? words : [...everything, ...words]);
  const result = JSON.parse(await readFile(report, 'utf8')) as Report;
  const { numPassedTests, numFailedTests, numFailedTestSuites } = result;
  await rm(report);
  for (const line of failures(result)) console.log(line);
  // A file that could not be loaded has no tests to count, and has failed all the same.
  const failed = numFailedTests || (code === 0 ? 0 : Math.max(numFailedTestSuites, 1));
  console.log(`${numPassedTests} passed, ${failed} failed`);
  return code !== 0 || numPassedTests === 0 ? 1 : 0;
};

process.exitCode = await main(process.argv.slice(2));
