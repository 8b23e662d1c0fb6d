import { AppError } from '../../platform/errors.ts';
import { badAnswer, errorOfStatus, passing, slow } from './errors.ts';

/** One signed request. */
export interface Exchange {
  url: URL;
  headers: Record<string, string>;
  body: string;
  /** What is left of the time limit. */
  leftMs: number;
  /** The whole limit, for the message. */
  limitMs: number;
  fetch: typeof fetch;
}

const mostBytes = 1024 * 1024;

const readText = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw badAnswer(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badAnswer('no JSON');
  }
};

const failure = (error: unknown, limitMs: number): AppError => {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : '';
  return name === 'TimeoutError' || name === 'AbortError' ? slow(limitMs) : passing('no connection');
};

/** Posts a request and reads the whole answer within the time that is left. Throws `AppError` alone. */
export const exchange = async ({ url, headers, body, leftMs, limitMs, fetch }: Exchange): Promise<unknown> => {
  try {
    const signal = AbortSignal.timeout(Math.max(1, leftMs));
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    const error = errorOfStatus(response.status);
    if (error !== undefined) {
      await response.body?.cancel();
      throw error;
    }
    return parse(await readText(response));
  } catch (error) {
    throw failure(error, limitMs);
  }
};
