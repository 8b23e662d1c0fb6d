import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen, readBody } from '../http.ts';
import type { Functions } from './functions.ts';

const payloadLimit = 6 * 1024 * 1024;

/** Lambda tries a failed asynchronous event twice more, after 1 and 2 minutes; here it comes while one watches. */
const asynchronousRetriesMs = [1000, 2000];

const refuse = (response: ServerResponse, status: number, type: string, message: string) =>
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
    .end(JSON.stringify({ Type: 'User', message }));

const runLater = async (functions: Functions, name: string, payload: string): Promise<void> => {
  for (const wait of [...asynchronousRetriesMs, undefined]) {
    const { ok } = await functions.invoke(name, payload);
    if (ok || wait === undefined) return;
    await sleep(wait);
  }
};

const runNow = async (functions: Functions, name: string, payload: string, response: ServerResponse) => {
  const invocation = await functions.invoke(name, payload);
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (invocation.ok) return response.writeHead(200, headers).end(invocation.payload);
  return response
    .writeHead(200, { ...headers, 'x-amz-function-error': 'Unhandled' })
    .end(JSON.stringify(invocation.error));
};

const nameOf = (url: string): string | undefined => {
  const [, given] = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/.exec(url) ?? [];
  return given === undefined
    ? undefined
    : decodeURIComponent(given)
        .replace(/^.*:function:/, '')
        .split(':')[0];
};

/** Lambda's Invoke on `port`: at once, or `X-Amz-Invocation-Type: Event`. */
export const startInvocations = (port: number, functions: Functions): Promise<Server> => {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const name = nameOf(request.url ?? '');
    const body = await readBody(request, payloadLimit);
    if (name === undefined || !functions.has(name)) {
      return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name ?? request.url}`);
    }
    if (body === undefined)
      return refuse(response, 413, 'RequestTooLargeException', 'Request must be smaller than 6 MB');
    const payload = body.length === 0 ? '{}' : body.toString('utf8');
    if (request.headers['x-amz-invocation-type'] !== 'Event') return runNow(functions, name, payload, response);
    void runLater(functions, name, payload);
    return response.writeHead(202).end();
  };
  return listen(port, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      refuse(response, 500, 'ServiceException', 'the local host of functions failed');
    });
  });
};
