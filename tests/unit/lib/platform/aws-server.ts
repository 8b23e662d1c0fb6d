import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call to an AWS service. */
export interface AwsCall {
  path: string;
  target: string;
  input: Record<string, unknown>;
}

/** What the service answers; `hang` never does. */
export interface AwsServed {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  hang?: boolean;
}

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** A real HTTP server that plays one AWS service with the answers of `answer`. */
export const startAwsServer = async (answer: (call: AwsCall, index: number) => AwsServed) => {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const text = await readAll(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    const call = { path: request.url ?? '', target, input: JSON.parse(text || '{}') as Record<string, unknown> };
    const { status = 200, headers = {}, body = {}, hang } = answer(call, calls.push(call) - 1);
    if (hang !== true)
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers })
        .end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return { options, calls, close };
};
