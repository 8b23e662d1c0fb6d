import { WeChatNetworkError } from './api-errors.ts';
import type { Fetch } from './fetch.ts';

/** One request to WeChat. `api` is its path without the query, the only part of the address that errors may name. */
export interface Exchange {
  api: string;
  url: URL;
  init: RequestInit;
  timeoutMs: number;
  fetch: Fetch;
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
  // Node's own client names the code itself, fetch in the cause.
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const known = [code, cause?.code].find((each) => typeof each === 'string');
  return new WeChatNetworkError(api, 'connection', known === undefined ? 'broken' : String(known));
};

/** Sends one request and reads its whole answer within the time limit. Throws `WeChatNetworkError` alone. */
export const exchange = async ({ api, url, init, timeoutMs, fetch }: Exchange): Promise<Answer> => {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const body = await response.arrayBuffer();
    const bytes = body instanceof Buffer ? body : Buffer.from(body as ArrayBuffer);
    if (!response.ok) throw new WeChatNetworkError(api, 'http-status', `HTTP ${response.status}`);
    return { bytes, contentType: response.headers.get('content-type') ?? '' };
  } catch (error) {
    throw noAnswer(api, timeoutMs, error);
  }
};
