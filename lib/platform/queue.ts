import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Puts one message, as JSON, on a queue. */
export type Enqueue<Message> = (message: Message) => Promise<void>;

/** The queue at `url`. */
export const createQueue =
  <Message>(sqs: SQSClient, url: string): Enqueue<Message> =>
  async (message) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(message) }));
  };

/** The parts of an SQS event's record that a batch function reads. */
export interface QueueRecord {
  messageId: string;
  body: string;
}

/** Answer of a batch function: the records that must come again. */
export interface BatchResult {
  batchItemFailures: { itemIdentifier: string }[];
}

/** A batch result in which the named records failed. */
export const failed = (messageIds: string[]): BatchResult => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});
