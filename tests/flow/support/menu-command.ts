import { execFile } from 'node:child_process';
import path from 'node:path';
import type { Stack } from '../../../infra/local/stack.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Runs `npm run menu -- <command>` against a stack, with what it printed. */
export const runMenuCommand = ({ env }: Stack, command: string): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
    const options = { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...env } };
    const child = execFile(process.execPath, [tsx, 'infra/menu/cli.ts', command], options, (_error, out, complaints) =>
      resolve({ code: child.exitCode ?? -1, output: out + complaints }),
    );
  });
