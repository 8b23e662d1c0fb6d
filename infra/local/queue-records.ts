import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { localAccount } from './intrinsics.ts';

/** A message as SQS hands it out. */
export interface ReceivedMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { StringValue?: string; DataType?: string }>;
}

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

/** The event with which Lambda invokes a function for messages of the queue `arn`. */
export const eventOf = (messages: readonly ReceivedMessage[], arn: string): SQSEvent =>
  ({ Records: messages.map((message) => recordOf(message, arn)) }) as unknown as SQSEvent;

/** Ids of the messages that the function did not finish: all when it failed (`undefined`) or its answer makes no sense. */
export const unfinished = (
  result: unknown,
  messages: readonly ReceivedMessage[],
  reportsFailures: boolean,
): Set<string> => {
  const all = new Set(messages.map(({ MessageId }) => MessageId));
  if (result === undefined) return all;
  if (!reportsFailures) return new Set();
  const { batchItemFailures = [] } = (result ?? {}) as Partial<SQSBatchResponse>;
  const ids = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return ids.every((id) => all.has(id)) ? new Set(ids) : all;
};
