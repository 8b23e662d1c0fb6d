import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { AppError } from '../../lib/platform/errors.ts';
import { WeChatApiError } from '../../lib/wechat/api-errors.ts';
import type { Errand, ErrandOutcome } from '../../lib/wechat/errands.ts';

/** Runs calls of WeChat's API inside the deployed account. */
export type RunErrands = (errands: Errand[]) => Promise<ErrandOutcome[]>;

/** Through the function `operate` of a deployment. Throws `AppError('operate_failed', 'give-up')` when the function itself fails. */
export const createRunErrands =
  (lambda: LambdaClient, functionName: string): RunErrands =>
  async (errands) => {
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(errands) }),
    );
    const text = answer.Payload?.transformToString() ?? 'null';
    if (answer.FunctionError === undefined) return JSON.parse(text) as ErrandOutcome[];
    throw new AppError('operate_failed', 'give-up', `the function ${functionName} failed: ${text.slice(0, 300)}`);
  };

const answerOf = <T>(path: string, outcome: ErrandOutcome | undefined): T => {
  if (outcome?.kind === 'answer') return outcome.answer as T;
  const { errcode, code = 'no_outcome', message = '' } = outcome ?? {};
  if (errcode !== undefined) throw new WeChatApiError({ api: path, errcode, errmsg: '' });
  throw new AppError(code, 'give-up', message);
};

/** The same as the part of a `WeChatApi` that menus need. */
export const createRemoteApi = (run: RunErrands) => ({
  get: async <T>(path: string, query: Record<string, string | number> = {}): Promise<T> =>
    answerOf<T>(path, (await run([{ method: 'GET', path, body: query }]))[0]),
  post: async <T>(path: string, body: unknown): Promise<T> =>
    answerOf<T>(path, (await run([{ method: 'POST', path, body: body as Record<string, unknown> }]))[0]),
});
