import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChangeRequest, MatchRequest, RecordsRequest } from '../../lib/backend/http/contract.ts';
import { isRecordKind, isSubjectKind } from '../../lib/backend/kinds.ts';
import { createSignatureCheck } from './signature.ts';
import type { ExampleSystems } from './systems.ts';

/** A running example of an organisation's systems. */
export interface ExampleServer {
  url: string;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}

const mostBytes = 64 * 1024;
const problem = (status: number, message: string): Answer => ({ status, body: { error: message } });
const ok = (body: unknown): Answer => ({ status: 200, body });

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  return size > mostBytes ? '' : Buffer.concat(chunks).toString('utf8');
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The three operations of the contract, by path. */
const route = (systems: ExampleSystems, path: string, body: unknown): Answer => {
  const [, what, kind = '', operation] = /^\/v1\/(subjects|records)\/([a-z-]+)\/(match|change|query)$/.exec(path) ?? [];
  if (what === 'records' && operation === 'query' && isRecordKind(kind)) {
    const request = RecordsRequest.safeParse(body);
    return request.success
      ? ok({ records: systems.records(kind, request.data as Parameters<ExampleSystems['records']>[1]) })
      : problem(400, 'bad request');
  }
  if (what === 'subjects' && operation === 'match' && isSubjectKind(kind)) {
    const request = MatchRequest.safeParse(body);
    return request.success ? ok({ subject: systems.match(kind, request.data.claims) }) : problem(400, 'bad request');
  }
  if (what === 'subjects' && operation === 'change' && isSubjectKind(kind)) {
    const request = ChangeRequest.safeParse(body);
    return request.success ? ok(systems.change(kind, request.data)) : problem(400, 'bad request');
  }
  return problem(404, 'no such operation or kind');
};

/** Serves the contract over `systems`, on any free port when `port` is 0. */
export const startExampleServer = async (options: {
  systems: ExampleSystems;
  secret: string;
  port: number;
  now?: () => number;
}): Promise<ExampleServer> => {
  const isSigned = createSignatureCheck(options.secret, options.now ?? Date.now);
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { method = '', url: path = '', headers } = request;
    const body = await readBody(request);
    if (!isSigned({ method, path, headers, body })) return problem(401, 'signature');
    return method === 'POST' ? route(options.systems, path, parse(body)) : problem(405, 'POST only');
  };
  const server = createServer((request, response) => {
    answer(request)
      .catch(() => problem(500, 'unexpected'))
      .then(({ status, body }) =>
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)),
      );
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
};
