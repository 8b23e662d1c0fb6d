import { readAnswer } from './answer.ts';
import { WeChatApiError, WeChatNetworkError } from './api-errors.ts';
import { type Pausing, withBackOff } from './back-off.ts';
import { type Answer, exchange } from './exchange.ts';
import type { Fetch } from './fetch.ts';
import type { ApiLog, Now } from './ports.ts';
import type { TokenSource } from './token.ts';

export interface CallOptions {
  /** False for calls that do something each time, such as sending: they are not repeated when nobody knows whether they worked. */
  idempotent?: boolean;
  timeoutMs?: number;
}

export type Query = Record<string, string | number>;

/** A file to upload as the multipart field `media`. */
export interface UploadedFile {
  name: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * WeChat's server API (服务端 API). Every method throws `WeChatApiError` when WeChat says no and `WeChatNetworkError` when no answer comes.
 * 64-bit ids in answers are strings. Errors and logs hold the path alone, never the token.
 */
export interface WeChatApi {
  get<T>(path: string, query?: Query, options?: CallOptions): Promise<T>;
  post<T>(path: string, body: unknown, options?: CallOptions): Promise<T>;
  upload<T>(path: string, file: UploadedFile, query?: Query, options?: CallOptions): Promise<T>;
  /** Bytes, or JSON that is no error (a video's address). */
  download(path: string, query: Query, options?: CallOptions): Promise<Answer>;
}

export interface WeChatApiDependencies extends Pausing {
  baseUrl: string;
  token: TokenSource;
  fetch: Fetch;
  now: Now;
  log: ApiLog;
  /** Time limit of one try in milliseconds; 4000 by default, inside WeChat's own 5 s for a reply. */
  timeoutMs?: number;
}

interface Call<T> {
  api: string;
  query: Query;
  init: RequestInit;
  options: CallOptions;
  read: (answer: Answer, secrets: readonly string[]) => T;
}

/** Tries of one call: a busy WeChat usually answers the second or third. */
const maxTries = 3;

const asJson =
  <T>(api: string) =>
  ({ bytes }: Answer, secrets: readonly string[]): T =>
    readAnswer(api, bytes, secrets) as T;

// media/get reports its errors as JSON with HTTP 200, sometimes as text/plain; a picture or a recording never begins with a brace.
const asFile =
  (api: string) =>
  (answer: Answer, secrets: readonly string[]): Answer => {
    const mayBeJson = /json|text\/plain/i.test(answer.contentType) || answer.bytes[0] === 0x7b;
    if (mayBeJson) readAnswer(api, answer.bytes, secrets);
    return answer;
  };

const jsonInit = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

const uploadInit = (file: UploadedFile): RequestInit => {
  const body = new FormData();
  body.append('media', new Blob([file.bytes], { type: file.contentType }), file.name);
  return { method: 'POST', body };
};

const address = (baseUrl: string, { api, query }: Call<unknown>, token: string): URL => {
  const url = new URL(api, baseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  url.searchParams.set('access_token', token);
  return url;
};

const mayPass = (error: unknown): boolean =>
  error instanceof WeChatNetworkError || (error instanceof WeChatApiError && error.action === 'retry');

/** A client of WeChat's API: keeps the token fresh, repeats what may be repeated, and no more than that. */
export const createWeChatApi = (deps: WeChatApiDependencies): WeChatApi => {
  const { baseUrl, token, fetch, now, sleep, random, log } = deps;

  const send = async <T>(call: Call<T>, accessToken: string): Promise<T> => {
    const timeoutMs = call.options.timeoutMs ?? deps.timeoutMs ?? 4_000;
    const url = address(baseUrl, call, accessToken);
    return call.read(await exchange({ api: call.api, url, init: call.init, timeoutMs, fetch }), [accessToken]);
  };

  // A refused token means that the call had no effect, so even a message may be sent again; once, lest a wrong secret loop.
  const sendWithToken = async <T>(call: Call<T>): Promise<T> => {
    const accessToken = await token.get();
    try {
      return await send(call, accessToken);
    } catch (error) {
      if (!(error instanceof WeChatApiError) || error.action !== 'refresh-token') throw error;
      log.warn('wechat_token_refused', { api: call.api, errcode: error.errcode, rid: error.rid });
      return send(call, await token.renew(accessToken));
    }
  };

  const run = <T>(call: Call<T>): Promise<T> => {
    const lastTryAt = now() + 2 * (call.options.timeoutMs ?? deps.timeoutMs ?? 4_000);
    const again = (error: unknown): boolean => {
      if (call.options.idempotent === false || !mayPass(error) || now() >= lastTryAt) return false;
      log.warn('wechat_call_repeated', { api: call.api, reason: error instanceof Error ? error.name : 'unknown' });
      return true;
    };
    return withBackOff(() => sendWithToken(call), { tries: maxTries, firstPauseMs: 300, again, sleep, random });
  };

  return {
    get: <T>(api: string, query: Query = {}, options: CallOptions = {}) =>
      run<T>({ api, query, options, init: { method: 'GET' }, read: asJson(api) }),
    post: <T>(api: string, body: unknown, options: CallOptions = {}) =>
      run<T>({ api, query: {}, options, init: jsonInit(body), read: asJson(api) }),
    upload: <T>(api: string, file: UploadedFile, query: Query = {}, options: CallOptions = {}) =>
      run<T>({ api, query, options, init: uploadInit(file), read: asJson(api) }),
    download: (api, query, options = {}) => run({ api, query, options, init: { method: 'GET' }, read: asFile(api) }),
  };
};
