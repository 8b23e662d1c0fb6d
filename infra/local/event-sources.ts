import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { AwsEndpoint } from './aws/endpoint.ts';
import { type AwsAnswer, type AwsRequest, jsonRequest } from './aws/service.ts';
import { localAccount } from './intrinsics.ts';
import type { QueueSource } from './manifest.ts';

/** Something that goes on until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

/** A failed message of a real queue waits out the rest of its visibility time; here it comes back while one watches. */
const redeliveryS = 1;

interface ReceivedMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { StringValue?: string; DataType?: string }>;
}

const bodyOf = <T>(answer: AwsAnswer): T => JSON.parse(answer.body.toString('utf8')) as T;

const recordOf = (message: ReceivedMessage, arn: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
      name,
      { stringValue: StringValue, dataType: DataType, stringListValues: [], binaryListValues: [] },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: localAccount.region,
});

const invokeRequest = (name: string, event: unknown): AwsRequest => ({
  method: 'POST',
  url: `/2015-03-31/functions/${name}/invocations`,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() },
  body: Buffer.from(JSON.stringify(event)),
});

/** Invokes a function and gives its result, or `undefined` when it failed. */
export const invoke = async (aws: AwsEndpoint, name: string, event: unknown): Promise<unknown> => {
  const answer = await aws.services.lambda(invokeRequest(name, event));
  const failed = answer.status !== 200 || 'x-amz-function-error' in answer.headers;
  return failed ? undefined : (bodyOf<unknown>(answer) ?? null);
};

/** Ids of the messages that the function did not finish: all when it failed or its answer makes no sense. */
const unfinished = (result: unknown, messages: ReceivedMessage[], reportsFailures: boolean): Set<string> => {
  const all = new Set(messages.map(({ MessageId }) => MessageId));
  if (result === undefined) return all;
  if (!reportsFailures) return new Set();
  const { batchItemFailures = [] } = (result ?? {}) as Partial<SQSBatchResponse>;
  const ids = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return ids.every((id) => all.has(id)) ? new Set(ids) : all;
};

/** Reads one queue of the manifest and invokes its function with batches, as Lambda's event source mapping does. */
export const startQueueSource = (aws: AwsEndpoint, source: QueueSource): Running => {
  const host = new URL(aws.url).host;
  const QueueUrl = `${aws.url}/${localAccount.id}/${source.queue}`;
  const arn = `arn:${localAccount.partition}:sqs:${localAccount.region}:${localAccount.id}:${source.queue}`;
  let stopped = false;

  const sqs = (operation: string, input: object) =>
    aws.services.sqs(jsonRequest(`AmazonSQS.${operation}`, { QueueUrl, ...input }, host));

  const receive = async (limit: number): Promise<ReceivedMessage[]> => {
    const input = { MaxNumberOfMessages: Math.min(10, limit), AttributeNames: ['All'], MessageAttributeNames: ['All'] };
    return bodyOf<{ Messages?: ReceivedMessage[] }>(await sqs('ReceiveMessage', input)).Messages ?? [];
  };

  const gather = async (): Promise<ReceivedMessage[]> => {
    const batch = await receive(source.batchSize);
    const until = performance.now() + source.windowMs;
    while (batch.length > 0 && batch.length < source.batchSize && performance.now() < until && !stopped) {
      const more = await receive(source.batchSize - batch.length);
      if (more.length === 0) await sleep(20);
      batch.push(...more);
    }
    return batch;
  };

  const settle = async (message: ReceivedMessage, failed: boolean) => {
    const { ReceiptHandle } = message;
    if (failed) await sqs('ChangeMessageVisibility', { ReceiptHandle, VisibilityTimeout: redeliveryS });
    else await sqs('DeleteMessage', { ReceiptHandle });
  };

  const work = async () => {
    const batch = await gather();
    if (batch.length === 0) return sleep(50);
    const event = { Records: batch.map((message) => recordOf(message, arn)) } as unknown as SQSEvent;
    const failed = unfinished(await invoke(aws, source.function, event), batch, source.reportsFailures);
    for (const message of batch) await settle(message, failed.has(message.MessageId));
  };

  const loop = async () => {
    while (!stopped) await work();
  };
  const running = loop();
  const stop = async () => {
    stopped = true;
    await running;
  };
  return { stop };
};
