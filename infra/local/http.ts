import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';

/** Reads a request's body; `undefined` when it is longer than `limit` bytes. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= limit) parts.push(part);
  }
  return length > limit ? undefined : Buffer.concat(parts);
};

/** Listens on 127.0.0.1; settles when the port is open. */
export const listen = (port: number, listener: RequestListener): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 65_000 }, listener);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/** Stops a server at once, open connections included. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
