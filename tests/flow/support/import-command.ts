import { type ChildProcess, execFile } from 'node:child_process';
import path from 'node:path';
import type { Stack } from '../../../infra/local/stack.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** A running `npm run import -- …`, with what it printed and how it ended. */
export interface RunningImport {
  child: ChildProcess;
  ended: Promise<{ code: number; output: string }>;
}

/** Starts `npm run import -- …` against a stack. */
export const startImport = ({ env, awsUrl }: Stack, ...args: string[]): RunningImport => {
  const options = { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...env, AWS_ENDPOINT_URL: awsUrl } };
  let child: ChildProcess | undefined;
  const ended = new Promise<{ code: number; output: string }>((resolve) => {
    // Without tsx's own process in between, so that a kill meets the import itself.
    const command = ['--import', 'tsx', 'infra/import/cli.ts', ...args];
    child = execFile(process.execPath, command, options, (_error, out, complaints) =>
      resolve({ code: child?.exitCode ?? -1, output: out + complaints }),
    );
  });
  return { child: child as ChildProcess, ended };
};
