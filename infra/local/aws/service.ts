import type { IncomingHttpHeaders } from 'node:http';

/** A request to one of the AWS services. */
export interface AwsRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Its answer. */
export interface AwsAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** The stand-in of one AWS service. */
export type AwsService = (request: AwsRequest) => Promise<AwsAnswer>;

/** An answer in AWS's JSON protocol. */
export const jsonAnswer = (status: number, value: unknown, headers: Record<string, string> = {}): AwsAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** A refusal by its exception's name, as the SDK reads it. */
export const awsError = (status: number, type: string, message: string): AwsAnswer =>
  jsonAnswer(status, { __type: type, message }, { 'x-amzn-errortype': type });

/** A request that the stack itself makes to a JSON service, past the port. */
export const jsonRequest = (target: string, body: unknown, host: string): AwsRequest => ({
  method: 'POST',
  url: '/',
  headers: {
    host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    'x-amz-date': '20261122T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
  },
  body: Buffer.from(JSON.stringify(body)),
});
