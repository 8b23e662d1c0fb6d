import { WeChatNetworkError } from './api-errors.ts';

/** One request to WeChat. `api` is its path without the query, the only part of the address that errors may name. */
export interface Exchange {
  api: string;
  url: URL;
  init: RequestInit;
  timeoutMs: number;
  fetch: typeof fetch;
}

/** The body of an answer with HTTP status 2xx. */
export interface Answer {
  bytes: Buffer;
  contentType: string;
}

const noAnswer = (api: string, timeoutMs: number, error: unknown): WeChatNetworkError => {
  if (error instanceof WeChatNetworkError) return error;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new WeChatNetworkError(api, 'timeout', `none in ${timeoutMs} ms`);
  }
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return new WeChatNetworkError(api, 'connection', typeof cause?.code === 'string' ? cause.code : 'broken');
};

/** Sends one request and reads its whole answer within the time limit. Throws `WeChatNetworkError` alone. */
export const exchange = async ({ api, url, init, timeoutMs, fetch }: Exchange): Promise<Answer> => {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new WeChatNetworkError(api, 'http-status', `HTTP ${response.status}`);
    return { bytes, contentType: response.headers.get('content-type') ?? '' };
  } catch (error) {
    throw noAnswer(api, timeoutMs, error);
  }
};
