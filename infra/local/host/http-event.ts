import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { localAccount } from '../intrinsics.ts';
import type { RouteMatch } from './routes.ts';

/** Bodies of these types come as text; API Gateway hands all others over in base64, forms included. */
const textual = /^(text\/|application\/(json|xml|javascript)\b)/i;

const isTextual = (contentType: string | undefined) => contentType !== undefined && textual.test(contentType);

const joinHeaders = (request: IncomingMessage): Record<string, string> => {
  const { cookie: _cookie, ...headers } = request.headersDistinct;
  const joined = Object.entries(headers).map(([name, values]) => [name, (values ?? []).join(',')]);
  const before = request.headers['x-forwarded-for'];
  const client = request.socket.remoteAddress ?? '';
  return {
    ...Object.fromEntries(joined),
    'x-forwarded-for': before === undefined ? client : `${String(before)}, ${client}`,
    'x-forwarded-proto': 'http',
  };
};

const joinQuery = (search: URLSearchParams): Record<string, string> => {
  const joined: Record<string, string> = {};
  for (const [name, value] of search) joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
};

/** `22/Nov/2026:16:49:42 +0000` */
const gatewayTime = (at: number): string => {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
};

const requestContext = (request: IncomingMessage, match: RouteMatch, path: string, now: number) => ({
  accountId: localAccount.id,
  apiId: 'local',
  domainName: request.headers.host ?? 'localhost',
  domainPrefix: 'local',
  http: {
    method: request.method ?? 'GET',
    path,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? '',
    userAgent: request.headers['user-agent'] ?? '',
  },
  requestId: randomUUID(),
  routeKey: match.route.key,
  stage: '$default',
  time: gatewayTime(now),
  timeEpoch: now,
});

/** The event of an HTTP API, payload format 2.0. `now` is the simulated time. */
export const httpEvent = (
  request: IncomingMessage,
  body: Buffer,
  match: RouteMatch,
  now: number,
): APIGatewayProxyEventV2 => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const cookies = request.headers.cookie?.split('; ');
  const query = joinQuery(url.searchParams);
  const asText = isTextual(request.headers['content-type']);
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies === undefined ? {} : { cookies }),
    headers: joinHeaders(request),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    requestContext: requestContext(request, match, url.pathname, now),
    ...(body.length === 0 ? {} : { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  };
};
