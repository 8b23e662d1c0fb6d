import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** One request, read whole. */
export interface HttpCall {
  method: string;
  path: string;
  /** Of repeated parameters the last. */
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: Buffer;
  ip: string;
}

/** WeChat takes no larger upload (video, 10 MB), form included. */
const mostBytes = 12_000_000;

/** The body was larger than anything WeChat takes. */
export class TooLarge extends Error {}

/** By events: an iterator costs a tenth of a send's whole time. */
const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > mostBytes) reject(new TooLarge());
      else parts.push(part);
    });
    request.on('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('the caller went away')));
  });

/** Reads a request. Throws `TooLarge`. */
export const readCall = async (request: IncomingMessage): Promise<HttpCall> => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: await readBody(request),
    ip: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
};

/** A cookie of the request. */
export const readCookie = (call: HttpCall, name: string): string | undefined => {
  const pairs = (call.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const value = pairs.find(([key]) => key === name)?.[1];
  return value === undefined ? undefined : decodeURIComponent(value);
};
