import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { listen, readBody } from '../http.ts';
import type { Functions } from './functions.ts';
import { gatewayAnswer, type HttpAnswer, httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { createRouter, type Route } from './routes.ts';

const bodyLimit = 10 * 1024 * 1024;
const integrationLimitMs = 30_000;

const withinLimit = (called: Promise<HttpAnswer>): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(gatewayAnswer(503, 'Service Unavailable')), integrationLimitMs);
    called.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** The HTTP API of the manifest on `port`: routes, events and answers as API Gateway makes them. */
export const startGateway = (deps: {
  port: number;
  routes: readonly Route[];
  functions: Functions;
  now: () => number;
}): Promise<Server> => {
  const find = createRouter(deps.routes);

  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const match = find(request.method ?? 'GET', pathname);
    const body = await readBody(request, bodyLimit);
    if (match === undefined) return gatewayAnswer(404, 'Not Found');
    if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
    const event = JSON.stringify(httpEvent(request, body, match, deps.now()));
    return withinLimit(deps.functions.invoke(match.route.function, event).then(httpAnswer));
  };

  return listen(deps.port, (request: IncomingMessage, response: ServerResponse) => {
    answer(request)
      .catch((error: unknown) => {
        console.error(error);
        return gatewayAnswer(500, 'Internal Server Error');
      })
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
};
