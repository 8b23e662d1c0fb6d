import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { LocalClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { closeServer, listen, readBody } from '../http.ts';
import type { Manifest } from '../manifest.ts';
import { type AwsCall, type AwsCalls, createAwsCalls } from './calls.ts';
import { playFault } from './faults.ts';
import { createFunctionsProxy } from './functions.ts';
import { openParameters } from './parameters.ts';
import { openQueuesAndFiles } from './queues-and-files.ts';
import { type AwsAnswer, type AwsRequest, type AwsService, awsError, jsonAnswer } from './service.ts';
import { consumedUnits, openTableEngine } from './table.ts';

/** The one endpoint that speaks for AWS. */
export interface AwsEndpoint {
  readonly url: string;
  readonly calls: AwsCalls;
  /** The same services without the port, uncounted and without faults. */
  readonly services: Record<AwsServiceName, AwsService>;
  close(): Promise<void>;
}

/** The services that the endpoint plays. */
export type AwsServiceName = 'dynamodb' | 'sqs' | 's3' | 'ssm' | 'lambda';

interface Call {
  service: AwsServiceName;
  operation: string;
}

const byTarget: Record<string, AwsServiceName> = { DynamoDB_20120810: 'dynamodb', AmazonSQS: 'sqs', AmazonSSM: 'ssm' };
const bodyLimit = 64 * 1024 * 1024;

/** Which service and operation a request is for; a function's name in place of Lambda's operation. */
const callOf = ({ method, url, headers }: AwsRequest): Call | undefined => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    const service = byTarget[prefix];
    return service === undefined ? undefined : { service, operation };
  }
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(url) ?? [];
  if (name !== undefined) return { service: 'lambda', operation: decodeURIComponent(name) };
  return { service: 's3', operation: method };
};

const control = (calls: AwsCalls, { method, url }: AwsRequest): AwsAnswer | undefined => {
  if (url !== '/control/aws-calls') return undefined;
  if (method === 'DELETE') calls.clear();
  return jsonAnswer(200, method === 'GET' ? calls.list() : {}, { 'content-type': 'application/json' });
};

const reply = (response: ServerResponse, { status, headers, body }: AwsAnswer) => {
  // setHeader, unlike writeHead with an object, knows that Content-Length and content-length are one header.
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-length', body.length);
  response.writeHead(status).end(body);
};

const requestOf = async (request: IncomingMessage): Promise<AwsRequest> => ({
  method: request.method ?? 'GET',
  url: request.url ?? '/',
  headers: request.headers,
  body: (await readBody(request, bodyLimit)) ?? Buffer.alloc(0),
});

/** Opens the endpoint on `port`, with what it keeps in `dataDir`. */
export const startAwsEndpoint = async (options: {
  port: number;
  invokePort: number;
  dataDir: string;
  manifest: Pick<Manifest, 'functions'>;
  faults: Faults;
  clock: LocalClock;
}): Promise<AwsEndpoint> => {
  await mkdir(options.dataDir, { recursive: true });
  const calls = createAwsCalls();
  const table = await openTableEngine(path.join(options.dataDir, 'table'));
  const queuesAndFiles = openQueuesAndFiles();
  const functions = createFunctionsProxy(options.invokePort);
  const services: Record<AwsServiceName, AwsService> = {
    dynamodb: table.handle,
    sqs: queuesAndFiles.handle,
    s3: queuesAndFiles.handle,
    ssm: openParameters(path.join(options.dataDir, 'parameters.json'), options.clock.now),
    lambda: functions.handle,
  };
  const keys = new Map(options.manifest.functions.map(({ name, key }) => [name, key]));

  const answer = async (request: AwsRequest): Promise<AwsAnswer> => {
    const call = callOf(request);
    if (call === undefined) return awsError(400, 'UnknownOperationException', 'no such service here');
    const { service } = call;
    const at = performance.timeOrigin + performance.now();
    const operation = service === 'lambda' ? (keys.get(call.operation) ?? call.operation) : call.operation;
    const fault = options.faults.take(`/aws/${service}/${operation}`);
    const faulty = fault === undefined ? undefined : await playFault(service, fault);
    const result = faulty ?? (await services[service](request));
    const ms = performance.timeOrigin + performance.now() - at;
    const called: AwsCall = { at, ms, service, operation: service === 'lambda' ? 'Invoke' : operation };
    if (service === 'lambda') called.function = operation;
    if (service === 'dynamodb') called.consumed = consumedUnits(result);
    calls.record(called);
    return result;
  };

  const server = await listen(options.port, (incoming, response) => {
    requestOf(incoming)
      .then((request) => control(calls, request) ?? answer(request))
      .catch((error: unknown) => awsError(500, 'InternalFailure', String(error)))
      .then((result) => reply(response, result));
  });
  const close = async () => {
    await closeServer(server);
    functions.close();
    await Promise.all([table.close(), queuesAndFiles.close()]);
  };
  return { url: `http://127.0.0.1:${options.port}`, calls, services, close };
};
