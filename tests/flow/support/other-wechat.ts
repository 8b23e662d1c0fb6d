import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer, listen, readBody } from '../../../infra/local/http.ts';

/** A WeChat that is not the simulator: it gives a token, takes every call, and remembers what it was asked. */
export interface OtherWeChat {
  readonly url: string;
  readonly calls: { path: string; body: unknown }[];
  close(): Promise<void>;
}

const mostBytes = 1_000_000;

/** Opens one on a free port. */
export const openOtherWeChat = async (): Promise<OtherWeChat> => {
  const calls: OtherWeChat['calls'] = [];
  const server: Server = await listen(0, async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const text = (await readBody(request, mostBytes))?.toString('utf8') || 'null';
    calls.push({ path: pathname, body: JSON.parse(text) as unknown });
    const token = { access_token: 'a-token-of-the-other', expires_in: 7200 };
    response.end(JSON.stringify(pathname === '/cgi-bin/stable_token' ? token : { errcode: 0, errmsg: 'ok' }));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, close: () => closeServer(server) };
};
