import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type AwsAnswer, type AwsRequest, type AwsService, awsError, jsonAnswer } from './service.ts';

const notRunning = awsError(503, 'ServiceException', 'the account is not running');

/** What Lambda says of a function that died in the middle. */
const died = jsonAnswer(
  200,
  { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited without providing a reason' },
  { 'x-amz-function-error': 'Unhandled' },
);

/** Passes invocations of functions on to the host on `port` of this machine. */
export const createFunctionsProxy = (port: number): { handle: AwsService; close(): void } => {
  const agent = new Agent({ keepAlive: true });
  const handle = ({ method, url, headers, body }: AwsRequest): Promise<AwsAnswer> =>
    new Promise((resolve) => {
      const broken = (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? notRunning : died);
      const passed = httpRequest({ agent, host: '127.0.0.1', port, method, path: url, headers }, (response) => {
        const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = response.headers;
        const known = Object.entries(kept).map(([name, value]) => [name, value ?? '']);
        buffer(response).then(
          (answer) => resolve({ status: response.statusCode ?? 502, headers: Object.fromEntries(known), body: answer }),
          broken,
        );
      });
      passed.on('error', broken);
      passed.end(body);
    });
  return { handle, close: () => agent.destroy() };
};
