import { InvokeCommand, type LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { AppError } from './errors.ts';

/** Calls another function of the bundle and waits for its result, until `signal` says that nobody waits any more. */
export type InvokeFunction = (name: string, event: unknown, signal: AbortSignal) => Promise<unknown>;

const send = async (lambda: LambdaClient, name: string, event: unknown, signal: AbortSignal) => {
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
  const answer = await lambda.send(command, { abortSignal: signal });
  if (answer.FunctionError !== undefined) {
    throw new AppError('function_failed', 'retry', `${name} failed: ${answer.FunctionError}`);
  }
  return JSON.parse(answer.Payload?.transformToString() || 'null') as unknown;
};

/**
 * Invocation through the Lambda API. A refusal for too many requests is tried again, since the function did not run;
 * anything else is not, since it may have.
 */
export const createInvoke =
  (lambda: LambdaClient, sleep: (ms: number) => Promise<void>): InvokeFunction =>
  async (name, event, signal) => {
    for (let wait = 50; ; wait = Math.min(wait * 2, 400)) {
      try {
        return await send(lambda, name, event, signal);
      } catch (error) {
        if (!(error instanceof TooManyRequestsException) || signal.aborted) throw error;
        await sleep(wait);
      }
    }
  };
