import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type AwsAnswer, type AwsRequest, type AwsService, awsError } from './service.ts';

/** Passes invocations of functions on to the host on `port` of this machine. */
export const createFunctionsProxy = (port: number): { handle: AwsService; close(): void } => {
  const agent = new Agent({ keepAlive: true });
  const handle = ({ method, url, headers, body }: AwsRequest): Promise<AwsAnswer> =>
    new Promise((resolve) => {
      const refused = () => resolve(awsError(503, 'ServiceException', 'the account is not running'));
      const passed = httpRequest({ agent, host: '127.0.0.1', port, method, path: url, headers }, (response) => {
        const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = response.headers;
        const known = Object.entries(kept).map(([name, value]) => [name, value ?? '']);
        buffer(response).then(
          (answer) => resolve({ status: response.statusCode ?? 502, headers: Object.fromEntries(known), body: answer }),
          refused,
        );
      });
      passed.on('error', refused);
      passed.end(body);
    });
  return { handle, close: () => agent.destroy() };
};
