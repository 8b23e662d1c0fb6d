import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { patchClock } from '../clock-patch.ts';
import type { ContextData, FunctionError, Invocation, ThreadData, ThreadReport, ThreadTask } from './protocol.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const { file, exportName, clockFile } = workerData as ThreadData;
const report = (message: ThreadReport) => parentPort?.postMessage(message);

const contextOf = ({ timeoutMs, ...data }: ContextData) => {
  const end = performance.now() + timeoutMs;
  return {
    ...data,
    functionVersion: '$LATEST',
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(end - performance.now())),
  };
};

const errorOf = (error: unknown): FunctionError => {
  const known = error instanceof Error ? error : new Error(String(error));
  return { errorType: known.name, errorMessage: known.message, trace: (known.stack ?? '').split('\n') };
};

const run = async (handler: Handler, { payload, context }: ThreadTask): Promise<Invocation> => {
  try {
    const result = await handler(JSON.parse(payload), contextOf(context));
    return { ok: true, payload: JSON.stringify(result ?? null) };
  } catch (error) {
    console.error(error);
    return { ok: false, error: errorOf(error) };
  }
};

patchClock(clockFile);
const handler = (createRequire(file)(file) as Record<string, Handler>)[exportName];
if (handler === undefined) throw new Error(`${file} exports no ${exportName}`);
parentPort?.on('message', async (task: ThreadTask) => report({ kind: 'ended', invocation: await run(handler, task) }));
report({ kind: 'loaded' });
