import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../lib/platform/errors.ts';
import type { HostOrder, HostReport } from './host/protocol.ts';

/** The process that runs the account's functions. */
export interface Account {
  readonly pid: number;
  /** Ends the process: at once and without farewell with `SIGKILL`, as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const tail = (file: string) => readFileSync(file, 'utf8').split('\n').slice(-40).join('\n');

const launch = (mainFile: string, logFile: string): ChildProcess => {
  const log = openSync(logFile, 'a');
  // A process group of its own, so that Ctrl-C reaches it through the stack, after the requests that still run.
  const child = spawn(process.execPath, ['--enable-source-maps', mainFile], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { PATH: process.env.PATH ?? '' },
  });
  closeSync(log);
  return child;
};

const firstReport = (child: ChildProcess): Promise<HostReport> =>
  new Promise((resolve) => {
    child.once('message', (report: HostReport) => resolve(report));
    child.once('error', (error) => resolve({ kind: 'failed', message: error.message }));
    child.once('exit', (code) => resolve({ kind: 'failed', message: `it ended with ${code}` }));
  });

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const inTime = await Promise.race([ended.then(() => true), sleep(2000, false, { ref: false })]);
  if (inTime) return;
  child.kill('SIGKILL');
  await ended;
};

/**
 * Starts the account; settles when it really answers. `onEnd` hears of an end that nobody asked for.
 * Throws `AppError('account_failed', 'give-up')` with the end of its log.
 */
export const startAccount = async (options: {
  order: HostOrder;
  mainFile: string;
  logFile: string;
  onEnd: () => void;
}): Promise<Account> => {
  const child = launch(options.mainFile, options.logFile);
  const reported = firstReport(child);
  child.send(options.order);
  const report = await reported;
  if (report.kind === 'failed') {
    await end(child, 'SIGKILL');
    const message = `the account did not start: ${report.message}\n${tail(options.logFile)}`;
    throw new AppError('account_failed', 'give-up', message);
  }
  child.once('exit', options.onEnd);
  return {
    pid: child.pid ?? 0,
    stop: (signal = 'SIGTERM') => {
      child.off('exit', options.onEnd);
      return end(child, signal);
    },
  };
};
