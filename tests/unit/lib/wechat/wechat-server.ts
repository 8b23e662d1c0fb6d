import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedCall {
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string;
  body: string;
}

export interface ServedAnswer {
  status?: number;
  contentType?: string;
  body: string | Buffer;
  delayMs?: number;
}

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const toCall = (request: IncomingMessage, body: string): ReceivedCall => {
  const url = new URL(request.url ?? '/', 'http://wechat');
  const contentType = request.headers['content-type'] ?? '';
  return { method: request.method ?? '', path: url.pathname, query: url.searchParams, contentType, body };
};

/** A JSON answer as WeChat sends it: HTTP 200, `text/plain`. */
export const json = (value: unknown): ServedAnswer => ({ contentType: 'text/plain', body: JSON.stringify(value) });

/** A real HTTP server that gives the answers of `answer` and remembers the calls. */
export const startWeChatServer = async (answer: (call: ReceivedCall, index: number) => ServedAnswer) => {
  const calls: ReceivedCall[] = [];
  const server = createServer(async (request, response) => {
    const call = toCall(request, await readAll(request));
    const { status = 200, contentType = 'application/json', body, delayMs = 0 } = answer(call, calls.push(call) - 1);
    setTimeout(() => response.writeHead(status, { 'content-type': contentType }).end(body), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, close };
};
