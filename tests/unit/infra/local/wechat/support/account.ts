import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One request that the test's account received. */
export interface Received {
  method: string;
  query: URLSearchParams;
  body: string;
}

/** What the test's account answers. */
interface Scripted {
  status?: number;
  body?: string;
  delayMs?: number;
}

/** A tiny account: records what WeChat sends and answers as told. */
export interface TestAccount {
  url: string;
  received: Received[];
  /** Answer of every following request, by what was received. */
  answer: (received: Received) => Scripted;
  close(): Promise<void>;
}

const read = async (request: IncomingMessage): Promise<Received> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return { method: request.method ?? '', query: searchParams, body: Buffer.concat(parts).toString('utf8') };
};

/** Starts an account that answers `success` and echoes the URL verification. */
export const startAccount = async (): Promise<TestAccount> => {
  const account: TestAccount = {
    url: '',
    received: [],
    answer: ({ query }) => ({ body: query.get('echostr') ?? 'success' }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    const received = await read(request);
    account.received.push(received);
    const { status = 200, body = '', delayMs = 0 } = account.answer(received);
    if (delayMs > 0) await pause(delayMs);
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  account.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`;
  return account;
};
