import { Worker } from 'node:worker_threads';
import type { FunctionError, Invocation, ThreadData, ThreadReport, ThreadTask } from './protocol.ts';

/** One execution environment of a function: a thread that handles one event at a time. */
export interface Environment {
  /** Settles when the handler's module is loaded, or could not be. */
  readonly loaded: Promise<boolean>;
  run(task: ThreadTask): Promise<Invocation>;
  /** True once it crashed, timed out or was closed; it takes no more events. */
  gone(): boolean;
  close(): Promise<void>;
}

const crash = (error: Error): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: error.message,
  trace: (error.stack ?? '').split('\n'),
});

const timeout = (task: ThreadTask): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `Task timed out after ${(task.context.timeoutMs / 1000).toFixed(2)} seconds`,
  trace: [],
});

/** Starts an environment. A crash or the time limit ends it, as in Lambda: the next event gets a new one. */
export const startEnvironment = (
  threadFile: string,
  data: ThreadData,
  options: { env: Record<string, string>; memoryMb: number },
): Environment => {
  const worker = new Worker(threadFile, {
    workerData: data,
    env: options.env,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
  });
  let settleLoading: (loaded: boolean) => void = () => {};
  const loaded = new Promise<boolean>((resolve) => {
    settleLoading = resolve;
  });
  let current: ((invocation: Invocation) => void) | undefined;
  let failure: FunctionError | undefined;

  const settle = (invocation: Invocation) => {
    const waiting = current;
    current = undefined;
    waiting?.(invocation);
  };
  const fail = (error: FunctionError) => {
    failure ??= error;
    settleLoading(false);
    settle({ ok: false, error: failure });
  };
  worker.on('message', (message: ThreadReport) => {
    if (message.kind === 'loaded') settleLoading(true);
    else settle(message.invocation);
  });
  worker.on('error', (error: Error) => {
    console.error(error);
    fail(crash(error));
  });
  worker.on('exit', () => fail(crash(new Error('Runtime exited'))));

  const close = async () => void (await worker.terminate());
  const run = (task: ThreadTask) =>
    new Promise<Invocation>((resolve) => {
      if (failure !== undefined) return resolve({ ok: false, error: failure });
      const timer = setTimeout(() => {
        fail(timeout(task));
        void close();
      }, task.context.timeoutMs);
      current = (invocation) => {
        clearTimeout(timer);
        resolve(invocation);
      };
      worker.postMessage(task);
    });
  return { loaded, run, gone: () => failure !== undefined, close };
};
