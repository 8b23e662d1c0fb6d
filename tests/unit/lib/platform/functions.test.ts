import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { createInvoke } from '../../../../lib/platform/functions.ts';
import { type AwsCall, type AwsServed, startAwsServer } from './aws-server.ts';

let close = async (): Promise<void> => {};
afterEach(() => close());

const anInvoke = async (answer: (call: AwsCall, index: number) => AwsServed) => {
  const server = await startAwsServer(answer);
  close = server.close;
  const waits: number[] = [];
  const sleep = async (ms: number) => void waits.push(ms);
  return { invoke: createInvoke(new LambdaClient(server.options), sleep), calls: server.calls, waits };
};
const patient = () => AbortSignal.timeout(5000);
const busy: AwsServed = {
  status: 429,
  headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
  body: { Reason: 'ConcurrentInvocationLimitExceeded' },
};

describe('calling a function', () => {
  it('gives it the event and gives back its result', async () => {
    const { invoke, calls } = await anInvoke(() => ({ body: { type: 'text', content: '好' } }));
    expect(await invoke('on-message', { words: '电费' }, patient())).toEqual({ type: 'text', content: '好' });
    expect(calls).toMatchObject([{ path: '/2015-03-31/functions/on-message/invocations', input: { words: '电费' } }]);
  });

  it('throws when the function failed, without its words', async () => {
    const { invoke } = await anInvoke(() => ({
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: { errorMessage: '13812345678' },
    }));
    await expect(invoke('on-message', {}, patient())).rejects.toMatchObject({
      code: 'function_failed',
      kind: 'retry',
      message: 'on-message failed: Unhandled',
    });
  });

  it('is tried again when too many run, since this one did not', async () => {
    const { invoke, calls, waits } = await anInvoke((_call, index) => (index < 5 ? busy : { body: null }));
    expect(await invoke('on-message', {}, patient())).toBeNull();
    expect(calls).toHaveLength(6);
    expect(waits).toEqual([50, 100, 200, 400, 400]);
  });

  it('is not tried again after any other failure, since it may have run', async () => {
    const { invoke, calls } = await anInvoke(() => ({ status: 500, body: { Message: 'no' } }));
    await expect(invoke('on-message', {}, patient())).rejects.toThrow();
    expect(calls).toHaveLength(1);
  });

  it('ends when nobody waits any more', async () => {
    const { invoke } = await anInvoke(() => ({ hang: true }));
    await expect(invoke('on-message', {}, AbortSignal.timeout(30))).rejects.toThrow();
  });

  it('ends when nobody waits any more while too many run', async () => {
    const { invoke } = await anInvoke(() => busy);
    await expect(invoke('on-message', {}, AbortSignal.timeout(30))).rejects.toThrow();
  });
});
