import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsEndpoint } from './aws/endpoint.ts';
import { type AwsAnswer, type AwsRequest, jsonRequest } from './aws/service.ts';
import { localAccount } from './intrinsics.ts';
import type { QueueSource } from './manifest.ts';
import { eventOf, type ReceivedMessage, unfinished } from './queue-records.ts';

/** Something that goes on until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

/** A failed message of a real queue waits out the rest of its visibility time; here it comes back while one watches. */
const redeliveryS = 1;
/** SQS's limit of one call. */
const atOnce = 10;
const idleMs = 50;
/** While the account is down, as long as it takes to start it again: Lambda too keeps a batch that it cannot hand over. */
const handOverMs = 60_000;

const bodyOf = <T>(answer: AwsAnswer): T => JSON.parse(answer.body.toString('utf8')) as T;

const invokeRequest = (name: string, event: unknown): AwsRequest => ({
  method: 'POST',
  url: `/2015-03-31/functions/${name}/invocations`,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() },
  body: Buffer.from(JSON.stringify(event)),
});

const resultOf = (answer: AwsAnswer): unknown => {
  const failed = answer.status !== 200 || 'x-amz-function-error' in answer.headers;
  return failed ? undefined : (bodyOf<unknown>(answer) ?? null);
};

/** Invokes a function and gives its result, or `undefined` when it failed. */
export const invoke = async (aws: AwsEndpoint, name: string, event: unknown): Promise<unknown> =>
  resultOf(await aws.services.lambda(invokeRequest(name, event)));

/** One queue, through the stand-in of SQS. */
const openQueue = (aws: AwsEndpoint, name: string) => {
  const host = new URL(aws.url).host;
  const QueueUrl = `${aws.url}/${localAccount.id}/${name}`;
  const call = (operation: string, input: object) =>
    aws.services.sqs(jsonRequest(`AmazonSQS.${operation}`, { QueueUrl, ...input }, host));
  const inTens = async (operation: string, messages: ReceivedMessage[], rest: object) => {
    for (let start = 0; start < messages.length; start += atOnce) {
      const Entries = messages
        .slice(start, start + atOnce)
        .map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle, ...rest }));
      await call(operation, { Entries });
    }
  };
  return {
    receive: async (limit: number): Promise<ReceivedMessage[]> => {
      const MaxNumberOfMessages = Math.min(atOnce, limit);
      const input = { MaxNumberOfMessages, AttributeNames: ['All'], MessageAttributeNames: ['All'] };
      return bodyOf<{ Messages?: ReceivedMessage[] }>(await call('ReceiveMessage', input)).Messages ?? [];
    },
    remove: (messages: ReceivedMessage[]) => inTens('DeleteMessageBatch', messages, {}),
    giveBack: (messages: ReceivedMessage[]) =>
      inTens('ChangeMessageVisibilityBatch', messages, { VisibilityTimeout: redeliveryS }),
  };
};

type Queue = ReturnType<typeof openQueue>;

/** Collects up to a batch, for as long as the mapping's window lasts. */
const gather = async (queue: Queue, { batchSize, windowMs }: QueueSource, stopped: () => boolean) => {
  const batch = await queue.receive(batchSize);
  const until = performance.now() + windowMs;
  while (batch.length > 0 && batch.length < batchSize && performance.now() < until && !stopped()) {
    const more = await queue.receive(batchSize - batch.length);
    if (more.length === 0) await sleep(20);
    batch.push(...more);
  }
  return batch;
};

/**
 * Reads one queue of the manifest and invokes its function with batches, as many at a time as the mapping allows, as Lambda's event source mapping
 * does. A batch whose function dies in the middle comes again; one that could not be handed over, because the account is down, waits for it.
 */
export const startQueueSource = (aws: AwsEndpoint, source: QueueSource): Running => {
  const queue = openQueue(aws, source.queue);
  const arn = `arn:${localAccount.partition}:sqs:${localAccount.region}:${localAccount.id}:${source.queue}`;
  const running = new Set<Promise<void>>();
  let stopped = false;

  const handOver = async (batch: ReceivedMessage[]): Promise<unknown> => {
    const until = performance.now() + handOverMs;
    for (;;) {
      const answer = await aws.services.lambda(invokeRequest(source.function, eventOf(batch, arn)));
      if (answer.status !== 503 || stopped || performance.now() > until) return resultOf(answer);
      await sleep(idleMs);
    }
  };

  const work = async (batch: ReceivedMessage[]) => {
    const begun = performance.now();
    const failed = unfinished(await handOver(batch), batch, source.reportsFailures);
    aws.calls.recordBatch(source.queue, performance.now() - begun);
    await queue.remove(batch.filter(({ MessageId }) => !failed.has(MessageId)));
    await queue.giveBack(batch.filter(({ MessageId }) => failed.has(MessageId)));
  };

  const loop = async () => {
    while (!stopped) {
      if (running.size >= source.concurrency) await Promise.race(running);
      const batch = await gather(queue, source, () => stopped);
      if (batch.length === 0) await sleep(idleMs);
      else {
        const task: Promise<void> = work(batch).finally(() => running.delete(task));
        running.add(task);
      }
    }
    await Promise.all(running);
  };
  const ended = loop();
  const stop = async () => {
    stopped = true;
    await ended;
  };
  return { stop };
};
