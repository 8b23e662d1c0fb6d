import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A request to the callback address, as bytes. */
export interface CallbackRequest {
  method: string;
  /** Decoded query; the first value of a repeated name. */
  query: Record<string, string | undefined>;
  body: Uint8Array;
  sourceIp: string;
  /** Epoch milliseconds at which the request reached us. */
  receivedAt: number;
  requestId: string;
}

/** What WeChat gets back. */
export interface CallbackResponse {
  status: 200 | 403;
  body: string;
}

const queryOf = (raw: string): Record<string, string> => {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(raw)) query[name] ??= value;
  return query;
};

/**
 * The request inside an HTTP API event (payload 2.0). The query is read from its raw form, since every signature covers it;
 * a body in base64 is decoded to bytes.
 */
export const fromApiGateway = (event: APIGatewayProxyEventV2): CallbackRequest => ({
  method: event.requestContext.http.method,
  query: queryOf(event.rawQueryString),
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  sourceIp: event.requestContext.http.sourceIp,
  receivedAt: event.requestContext.timeEpoch,
  requestId: event.requestContext.requestId,
});

/** `success`, the echo and refusals are plain text; a reply is XML. */
export const toApiGateway = ({ status, body }: CallbackResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': `${body.startsWith('<xml>') ? 'application/xml' : 'text/plain'}; charset=utf-8` },
  body,
});
