import { readAnswer } from './answer.ts';
import { WeChatApiError, WeChatNetworkError } from './api-errors.ts';
import { exchange } from './exchange.ts';
import type { Fetch } from './fetch.ts';
import type { FetchedToken } from './token.ts';

export interface StableTokenRequest {
  baseUrl: string;
  appId: string;
  appSecret: string;
  fetch: Fetch;
  timeoutMs?: number;
  /** Kills the current token at once: for leaks alone, 20 times a day, at least 30 s apart. */
  forceRefresh?: boolean;
}

const api = '/cgi-bin/stable_token';
const defaultSeconds = 7200;

/** A token's life in seconds from its answer's `expires_in`, which may be a string or absent (then 7200). */
export const expiresInSeconds = (given: unknown): number => {
  const seconds = Number(given ?? defaultSeconds);
  return seconds > 0 ? seconds : defaultSeconds;
};

/** A token's value from its answer's member; an answer without one is no answer, never the token "undefined". */
export const tokenIn = (path: string, given: unknown): string => {
  if (typeof given === 'string' && given !== '') return given;
  throw new WeChatNetworkError(path, 'bad-body', 'the answer has no token');
};

const answerOf = (bytes: Buffer, secrets: string[]): Record<string, unknown> => {
  try {
    return readAnswer(api, bytes, secrets);
  } catch (error) {
    // Elsewhere 40001 asks for a new token; here it says that the secret is wrong, which no retry mends.
    if (!(error instanceof WeChatApiError) || error.action !== 'refresh-token') throw error;
    throw new WeChatApiError({ api, errcode: error.errcode, errmsg: '', action: 'configuration' });
  }
};

/** Asks for the account's stable token (获取稳定版接口调用凭据), in normal mode: the same token while it lasts, so safe for many instances. */
export const fetchStableToken = async (request: StableTokenRequest): Promise<FetchedToken> => {
  const { baseUrl, appId, appSecret, fetch, timeoutMs = 4_000, forceRefresh = false } = request;
  const asked = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: forceRefresh };
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const init = { method: 'POST', headers, body: JSON.stringify(asked) };
  const { bytes } = await exchange({ api, url: new URL(api, baseUrl), init, timeoutMs, fetch });
  const answer = answerOf(bytes, [appSecret]);
  return { value: tokenIn(api, answer.access_token), expiresInSeconds: expiresInSeconds(answer.expires_in) };
};
