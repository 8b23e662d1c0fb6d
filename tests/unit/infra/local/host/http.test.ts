import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Functions } from '../../../../../infra/local/host/functions.ts';
import { startGateway } from '../../../../../infra/local/host/gateway.ts';
import type { Invocation } from '../../../../../infra/local/host/protocol.ts';
import { createRouter } from '../../../../../infra/local/host/routes.ts';

const routeKeys = ['GET /wechat', 'POST /wechat', 'ANY /open/v1/{proxy+}', 'GET /open/v1/health', 'GET /pages/{name}'];
const routes = routeKeys.map((key) => ({ key, function: `fn ${key}` }));

/** A gateway in front of one function that the test writes; it remembers the events. */
const aGateway = async (answer: (event: APIGatewayProxyEventV2) => Invocation) => {
  const events: APIGatewayProxyEventV2[] = [];
  const functions: Functions = {
    has: () => true,
    invoke: async (_name, payload) => {
      const event = JSON.parse(payload) as APIGatewayProxyEventV2;
      events.push(event);
      return answer(event);
    },
    close: async () => {},
  };
  const server = await startGateway({ port: 0, routes, functions, now: () => 1_795_366_182_006 });
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, events };
};

const ok = (value: unknown): Invocation => ({ ok: true, payload: JSON.stringify(value) });

describe('routes', () => {
  const find = createRouter(routes);

  it('prefer exact paths to variables, and variables to greedy ones', () => {
    expect(find('GET', '/open/v1/health')?.route.key).toBe('GET /open/v1/health');
    expect(find('POST', '/open/v1/health')?.route.key).toBe('ANY /open/v1/{proxy+}');
    expect(find('PUT', '/open/v1/a/b')?.pathParameters).toEqual({ proxy: 'a/b' });
    expect(find('GET', '/pages/%E7%94%B5')?.pathParameters).toEqual({ name: '电' });
  });

  it('find nothing for other methods and paths', () => {
    expect(find('DELETE', '/wechat')).toBeUndefined();
    expect(find('GET', '/wechat/')).toBeUndefined();
    expect(find('GET', '/pages/a/b')).toBeUndefined();
  });
});

describe('the HTTP API', () => {
  it('hands a callback over as WeChat sends it, byte for byte', async () => {
    const { url, events } = await aGateway(() => ok({ statusCode: 200, body: 'success' }));
    const answer = await fetch(`${url}/wechat?signature=a%2Fb&nonce=1&nonce=2`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', cookie: 'a=1; b=2' },
      body: '<xml>电</xml>',
    });
    expect(await answer.text()).toBe('success');
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'POST /wechat',
      rawPath: '/wechat',
      rawQueryString: 'signature=a%2Fb&nonce=1&nonce=2',
      queryStringParameters: { signature: 'a/b', nonce: '1,2' },
      cookies: ['a=1', 'b=2'],
      body: '<xml>电</xml>',
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', path: '/wechat', sourceIp: '127.0.0.1' },
        time: '22/Nov/2026:16:49:42 +0000',
        timeEpoch: 1_795_366_182_006,
      },
    });
    expect(events[0]?.headers).not.toHaveProperty('cookie');
  });

  it('gives bodies of other types in base64, forms and bodies without a type included', async () => {
    const { url, events } = await aGateway(() => ok({ statusCode: 204 }));
    await fetch(`${url}/wechat`, { method: 'POST', body: new URLSearchParams({ a: '电' }) });
    const { port } = new URL(url);
    await new Promise((done) => {
      httpRequest({ port, path: '/wechat', method: 'POST' }, (response) => response.resume().on('end', done)).end('x');
    });
    expect(
      events.map(({ isBase64Encoded, body }) => [isBase64Encoded, Buffer.from(body ?? '', 'base64').toString()]),
    ).toEqual([
      [true, 'a=%E7%94%B5'],
      [true, 'x'],
    ]);
  });

  it('answers with status, headers, cookies and bytes of the function', async () => {
    const body = Buffer.from([0, 255, 1]).toString('base64');
    const result = {
      statusCode: 201,
      headers: { 'Content-Type': 'image/png' },
      cookies: ['a=1', 'b=2'],
      body,
      isBase64Encoded: true,
    };
    const { url } = await aGateway(() => ok(result));
    const answer = await fetch(`${url}/wechat`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.getSetCookie()]).toEqual([
      201,
      'image/png',
      ['a=1', 'b=2'],
    ]);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 1]);
  });

  it('takes a result without a status for the body', async () => {
    const { url } = await aGateway(() => ok({ hello: 1 }));
    const answer = await fetch(`${url}/wechat`);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['application/json', '{"hello":1}']);
  });

  it('says 500 when the function fails, and 404 where there is no route', async () => {
    const error = { errorType: 'Error', errorMessage: 'secret', trace: [] };
    const { url } = await aGateway(() => ({ ok: false, error }));
    const failed = await fetch(`${url}/wechat`);
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    const missing = await fetch(`${url}/nowhere`);
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
  });
});
