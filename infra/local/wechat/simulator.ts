import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyCallback } from './delivery/verify.ts';
import { dispatch } from './dispatch.ts';
import { type HttpAnswer, json } from './http/answer.ts';
import { readCall, TooLarge } from './http/call.ts';
import type { SimulatorOptions } from './options.ts';
import { streamEvents } from './phone-routes.ts';
import { createWorld, type World } from './world.ts';

export type { SimulatorOptions } from './options.ts';

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:3001` */
  url: string;
  port: number;
  /** Ends every connection and writes the state. */
  close(): Promise<void>;
}

const send = (response: ServerResponse, { status, headers, body }: HttpAnswer): void => {
  if (status === 0) return void response.destroy();
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
};

const serve = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (request.method === 'GET' && request.url === '/phone/events') return streamEvents(world, response);
  try {
    send(response, await dispatch(world, await readCall(request)));
  } catch (error) {
    if (!response.headersSent)
      send(response, json({ errcode: 45001, errmsg: 'body too large' }, error instanceof TooLarge ? 413 : 400));
    request.destroy();
  }
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * Starts WeChat, as far as one account sees it. Rejects when the port is taken. The callback URL is verified at once; the
 * outcome is in the wire log, and a failed verification stops nothing, so that the account may start later.
 */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const world = createWorld(options);
  const server = createServer((request, response) => void serve(world, request, response));
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, options.port, host);
  world.url = `http://${host}:${port}`;
  void verifyCallback(world);
  const close = async (): Promise<void> => {
    await stop(server);
    world.close();
  };
  return { url: world.url, port, close };
};
