import { buildApp } from 'fauxqs';
import { localAccount } from '../intrinsics.ts';
import type { AwsAnswer, AwsRequest, AwsService } from './service.ts';

/** The stand-in of SQS and S3, which keeps all in memory. */
export interface QueuesAndFiles {
  handle: AwsService;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'PATCH';

const headersOf = (headers: Record<string, unknown>): AwsAnswer['headers'] => {
  const { 'transfer-encoding': _chunked, ...rest } = headers;
  const known = Object.entries(rest).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]));
};

/** fauxqs calls its queues by a host name that not every machine resolves; outside they are called by the endpoint's own address. */
const innerHost = (host: string) => `sqs.${localAccount.region}.localhost:${host.split(':')[1] ?? ''}`;

const rename = (body: Buffer, from: string, to: string): Buffer =>
  Buffer.from(body.toString('utf8').replaceAll(`"http://${from}/`, `"http://${to}/`));

/** Starts fauxqs without its port: it would listen on every address of the machine. */
export const openQueuesAndFiles = (): QueuesAndFiles => {
  const app = buildApp({ logger: false, defaultRegion: localAccount.region });
  const pass = async ({ method, url, headers, body }: AwsRequest): Promise<AwsAnswer> => {
    const answer = await app.inject({ method: method as Method, url, headers, payload: body });
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.rawPayload };
  };
  const handle = async (request: AwsRequest): Promise<AwsAnswer> => {
    const { host = '' } = request.headers;
    if (request.headers['x-amz-target'] === undefined) return pass(request);
    const { 'content-length': _length, ...headers } = request.headers;
    const answer = await pass({ ...request, headers, body: rename(request.body, host, innerHost(host)) });
    return { ...answer, body: rename(answer.body, innerHost(host), host) };
  };
  return { handle, close: async () => void (await app.close()) };
};
