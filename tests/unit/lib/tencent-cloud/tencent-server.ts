import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SignedRequest {
  headers: IncomingHttpHeaders;
  body: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The Authorization that TC3-HMAC-SHA256 asks for, worked out from the request alone. */
export const expectedAuthorization = (
  { headers, body }: SignedRequest,
  secretId: string,
  secretKey: string,
): string => {
  const service = /\/(\w+)\/tc3_request/.exec(headers.authorization ?? '')?.[1] ?? '';
  const timestamp = String(headers['x-tc-timestamp']);
  const date = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
  const canonical = `POST\n/\n\ncontent-type:${headers['content-type']}\nhost:${headers.host}\n\ncontent-type;host\n${sha256(body)}`;
  const scope = `${date}/${service}/tc3_request`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const signature = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`;
};

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

export interface TencentAnswer {
  status?: number;
  body: string;
  delayMs?: number;
}

/** An answer of API 3.0. */
export const response = (members: object): TencentAnswer => ({
  body: JSON.stringify({ Response: { RequestId: 'req-1', ...members } }),
});

/** An API error, which comes with HTTP 200. */
export const apiError = (code: string): TencentAnswer => response({ Error: { Code: code, Message: 'no' } });

/** A real HTTP server that gives `answers` in turn, the last one for ever. */
export const startTencentServer = async (...answers: TencentAnswer[]) => {
  const requests: SignedRequest[] = [];
  const server = createServer(async (request, reply) => {
    const body = await readAll(request);
    const count = requests.push({ headers: request.headers, body });
    const answer = answers[Math.min(count, answers.length) - 1] ?? response({});
    const head = { 'content-type': 'application/json' };
    setTimeout(() => reply.writeHead(answer.status ?? 200, head).end(answer.body), answer.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
};
