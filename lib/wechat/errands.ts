import { AppError } from '../platform/errors.ts';
import type { WeChatApi } from './api.ts';
import { WeChatApiError } from './api-errors.ts';

/** One call of WeChat's API on an operator's behalf. */
export interface Errand {
  method: 'GET' | 'POST';
  path: string;
  /** Members of the query for GET, the JSON body for POST. */
  body?: Record<string, unknown>;
}

/** What came of it; a refusal is an outcome too, since operators ask in order to learn it. */
export type ErrandOutcome =
  | { kind: 'answer'; answer: unknown }
  | { kind: 'refused'; code: string; errcode: number | undefined; message: string };

const outcomeOf = (error: unknown): ErrandOutcome => {
  if (!(error instanceof AppError)) throw error;
  const errcode = error instanceof WeChatApiError ? error.errcode : undefined;
  return { kind: 'refused', code: error.code, errcode, message: error.message };
};

const run = async (
  api: Pick<WeChatApi, 'get' | 'post'>,
  { method, path, body = {} }: Errand,
): Promise<ErrandOutcome> => {
  try {
    const answer =
      method === 'GET'
        ? await api.get<unknown>(path, body as Record<string, string>)
        : await api.post<unknown>(path, body, { idempotent: false });
    return { kind: 'answer', answer };
  } catch (error) {
    return outcomeOf(error);
  }
};

/**
 * Runs an operator's calls in order, with the account's token and from its addresses: WeChat refuses the operator's own (40164).
 * Whoever may invoke this may do anything that the API allows.
 */
export const createErrands =
  (api: Pick<WeChatApi, 'get' | 'post'>) =>
  async (errands: readonly Errand[]): Promise<ErrandOutcome[]> => {
    const outcomes: ErrandOutcome[] = [];
    for (const errand of errands) outcomes.push(await run(api, errand));
    return outcomes;
  };
