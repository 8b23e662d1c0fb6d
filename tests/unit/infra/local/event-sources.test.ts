import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAwsCalls } from '../../../../infra/local/aws/calls.ts';
import type { AwsEndpoint } from '../../../../infra/local/aws/endpoint.ts';
import { openQueuesAndFiles } from '../../../../infra/local/aws/queues-and-files.ts';
import { type AwsAnswer, awsError, jsonAnswer, jsonRequest } from '../../../../infra/local/aws/service.ts';
import { startQueueSource } from '../../../../infra/local/event-sources.ts';

const host = '127.0.0.1:3002';
const QueueUrl = `http://${host}/000000000000/jobs`;
const died = jsonAnswer(200, {}, { 'x-amz-function-error': 'Unhandled' });
const done = jsonAnswer(200, null);

/** A queue of jobs, one to a batch, and the function that does them. */
const aQueueSource = async (concurrency: number, handle: (body: string) => Promise<AwsAnswer>) => {
  const queues = openQueuesAndFiles();
  const sqs = async (operation: string, input: object) =>
    JSON.parse((await queues.handle(jsonRequest(`AmazonSQS.${operation}`, input, host))).body.toString('utf8'));
  await sqs('CreateQueue', { QueueName: 'jobs' });
  const lambda = async ({ body }: { body: Buffer }) => {
    const { Records } = JSON.parse(body.toString('utf8')) as { Records: { body: string }[] };
    return handle(Records.map((record) => record.body).join());
  };
  const calls = createAwsCalls();
  const aws = { url: `http://${host}`, calls, services: { sqs: queues.handle, lambda } } as unknown as AwsEndpoint;
  const mapping = { queue: 'jobs', function: 'work', batchSize: 1, windowMs: 0, concurrency, reportsFailures: true };
  const source = startQueueSource(aws, mapping);
  onTestFinished(async () => {
    await source.stop();
    await queues.close();
  });
  const waiting = async () => {
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  };
  return { add: (MessageBody: string) => sqs('SendMessage', { QueueUrl, MessageBody }), waiting };
};

const patience = { timeout: 5000, interval: 10 };

describe('a queue source', () => {
  it('handles as many batches at a time as its mapping allows, and no more', async () => {
    let [now, most, handled] = [0, 0, 0];
    const queue = await aQueueSource(3, async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 100));
      now -= 1;
      handled += 1;
      return done;
    });
    for (let job = 0; job < 9; job += 1) await queue.add(String(job));
    await vi.waitFor(() => expect(handled).toBe(9), patience);
    expect(most).toBe(3);
    await vi.waitFor(async () => expect(await queue.waiting()).toBe(0), patience);
  });

  it('lets no long batch hold up the next', async () => {
    let release = () => {};
    const long = new Promise<void>((resolve) => {
      release = resolve;
    });
    const seen: string[] = [];
    const queue = await aQueueSource(2, async (body) => {
      if (body === 'long') await long;
      seen.push(body);
      return done;
    });
    await queue.add('long');
    for (const job of ['a', 'b', 'c']) await queue.add(job);
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(['a', 'b', 'c']), patience);
    release();
    await vi.waitFor(() => expect(seen).toContain('long'), patience);
  });

  it('brings a batch again whose function died in the middle', async () => {
    let tries = 0;
    const queue = await aQueueSource(2, async () => {
      tries += 1;
      return tries < 3 ? died : done;
    });
    await queue.add('job');
    await vi.waitFor(() => expect(tries).toBe(3), patience);
    await vi.waitFor(async () => expect(await queue.waiting()).toBe(0), patience);
  });

  it('keeps a batch while the account is down, at no cost to its tries', async () => {
    let up = false;
    const seen: string[] = [];
    const queue = await aQueueSource(2, async (body) => {
      if (!up) return awsError(503, 'ServiceException', 'the account is not running');
      seen.push(body);
      return done;
    });
    await queue.add('job');
    await new Promise((resolve) => setTimeout(resolve, 300));
    up = true;
    await vi.waitFor(() => expect(seen).toEqual(['job']), { timeout: 500, interval: 10 });
  });
});
