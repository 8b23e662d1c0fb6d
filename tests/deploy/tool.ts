import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** How a command ended, and all that it said. */
export interface Said {
  code: number;
  output: string;
}

const plainEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  SLS_TELEMETRY_DISABLED: '1',
  SLS_NOTIFICATIONS_MODE: 'off',
  // Milliseconds between looks at the stack: AWS needs minutes, the emulator a second.
  SLS_AWS_MONITORING_FREQUENCY: '300',
};

/** Runs a script of the project in a clean environment, with `input` typed in. */
export const runScript = (script: string[], env: Record<string, string>, input = ''): Promise<Said> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, script, { cwd: root, env: { ...plainEnvironment, ...env } });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    child.stdin.end(input);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(said).toString('utf8') }));
  });

/** `npx serverless …` */
export const serverless = (words: string[], env: Record<string, string>): Promise<Said> =>
  runScript(['node_modules/serverless/bin/serverless.js', ...words], env);

/** `npm run secrets -- …` */
export const secrets = (words: string[], env: Record<string, string>, input = ''): Promise<Said> =>
  runScript(['--import', 'tsx', 'infra/secrets/cli.ts', ...words], env, input);
