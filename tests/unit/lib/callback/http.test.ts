import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { fromApiGateway, toApiGateway } from '../../../../lib/callback/http.ts';

const anEvent = (changes: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: 'POST /wechat',
  rawPath: '/wechat',
  rawQueryString: 'signature=abc&timestamp=1778896800&nonce=42',
  headers: {},
  isBase64Encoded: false,
  body: '<xml/>',
  requestContext: {
    accountId: '123456789012',
    apiId: 'api',
    domainName: 'api.example.com',
    domainPrefix: 'api',
    http: {
      method: 'POST',
      path: '/wechat',
      protocol: 'HTTP/1.1',
      sourceIp: '101.226.103.7',
      userAgent: 'Mozilla/4.0',
    },
    requestId: 'request-1',
    routeKey: 'POST /wechat',
    stage: '$default',
    time: '16/May/2026:02:00:00 +0000',
    timeEpoch: 1_778_896_800_123,
  },
  ...changes,
});

describe('a request', () => {
  it('is read from an HTTP API event', () => {
    expect(fromApiGateway(anEvent())).toEqual({
      method: 'POST',
      query: { signature: 'abc', timestamp: '1778896800', nonce: '42' },
      body: Buffer.from('<xml/>'),
      sourceIp: '101.226.103.7',
      receivedAt: 1_778_896_800_123,
      requestId: 'request-1',
    });
  });

  it.each([false, true])('has the same bytes whether in base64 or not (%s)', (isBase64Encoded) => {
    const body = Buffer.from('<xml><Content>电费😀</Content></xml>');
    const given = anEvent({ isBase64Encoded, body: body.toString(isBase64Encoded ? 'base64' : 'utf8') });
    expect(Buffer.from(fromApiGateway(given).body)).toEqual(body);
  });

  it('without a body has none', () => {
    const { body, ...event } = anEvent();
    expect(fromApiGateway(event).body).toHaveLength(0);
  });

  it('has the first value of a repeated name, and names of prototypes like any other', () => {
    const { query } = fromApiGateway(anEvent({ rawQueryString: 'nonce=1&nonce=2&__proto__=x&echostr=a%2Bb%20c' }));
    expect([
      query['nonce'],
      Object.entries(query).find(([name]) => name.startsWith('__'))?.[1],
      query['echostr'],
      query['toString'],
    ]).toEqual(['1', 'x', 'a+b c', undefined]);
  });
});

describe('a response', () => {
  it.each([
    ['<xml><ToUserName/></xml>', 'application/xml; charset=utf-8'],
    ['success', 'text/plain; charset=utf-8'],
    ['4375120948345356249', 'text/plain; charset=utf-8'],
    ['', 'text/plain; charset=utf-8'],
  ])('%j is %s', (body, type) => {
    expect(toApiGateway({ status: 200, body })).toEqual({ statusCode: 200, headers: { 'content-type': type }, body });
  });
});
