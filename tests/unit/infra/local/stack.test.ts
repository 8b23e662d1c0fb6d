import path from 'node:path';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack } from '../../../../infra/local/stack.ts';
import { clientOptions } from './aws/fixtures.ts';

const functionsFrom = path.join(import.meta.dirname, 'functions');
const hourMs = 3_600_000;
const patience = { timeout: 15_000, interval: 50 };

describe('the local stack', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ organisation: 'bank', functionsFrom, quiet: true });
  }, 60_000);
  afterAll(() => stack.stop());

  const post = async (body: object | string, query = '') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${stack.accountUrl}/wechat${query}`, { method: 'POST', body: text, headers });
    return { status: answer.status, body: await answer.text() };
  };
  const act = async (name: string) => {
    const { status, body } = await post({ act: name });
    return { ...(JSON.parse(body) as Record<string, unknown>), status } as Record<string, unknown> & { status: number };
  };
  const table = () => new DynamoDBClient(clientOptions(stack.aws));
  const timesSeen = async (body: string) => {
    const Key = { pk: { S: body }, sk: { S: 'seen' } };
    const { Item } = await table().send(new GetItemCommand({ TableName: 'bianmin-bank-local', Key }));
    return Number(Item?.times?.N ?? 0);
  };
  const waiting = async (queue: string) => {
    const QueueUrl = `${stack.awsUrl}/000000000000/bianmin-bank-local-${queue}`;
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes } = await new SQSClient(clientOptions(stack.aws)).send(command);
    return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
  };

  it('answers through callback and the function behind it', async () => {
    expect(await (await fetch(`${stack.accountUrl}/wechat?echostr=123`)).text()).toBe('123');
    expect(await act('')).toMatchObject({ status: 200, function: 'bianmin-bank-local-on-message' });
    expect((await fetch(`${stack.accountUrl}/`)).status).toBe(404);
  });

  it('gives a function only what the manifest and Lambda give it', async () => {
    const environment = await act('environment');
    expect(environment).toMatchObject({ TABLE_NAME: 'bianmin-bank-local', AWS_ENDPOINT_URL: stack.awsUrl });
    expect(Object.keys(environment)).not.toContain('PATH');
    expect(environment).not.toHaveProperty('WECHAT_APP_SECRET');
  });

  it.each([
    ['throw', 'RangeError', 'no such act'],
    ['exit', 'Runtime.ExitError', 'Runtime exited'],
  ])('reports a function that ends by %s, and goes on', async (name, errorType, errorMessage) => {
    expect(await act(name)).toMatchObject({ status: 502, errorType, errorMessage });
    expect(await act('')).toMatchObject({ status: 200 });
  });

  it('starts a new environment after a rejection that nobody handled', async () => {
    await act('reject');
    expect(await act('')).toMatchObject({ status: 200, served: 1 });
  });

  it('gives no environment two events at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => act('slow')));
    expect(all.every(({ status }) => status === 200)).toBe(true);
  });

  it('moves the clock of functions with its own', async () => {
    const before = Number((await act('')).now);
    stack.clock.advance(3 * hourMs);
    expect(Number((await act('')).now) - before).toBeGreaterThanOrEqual(3 * hourMs);
  });

  it('runs a schedule when the clock passes its time, with that time', async () => {
    const query = new QueryCommand({
      TableName: 'bianmin-bank-local',
      KeyConditionExpression: 'pk = :sweep',
      ExpressionAttributeValues: { ':sweep': { S: 'sweep' } },
    });
    const seen = async () => (await table().send(query)).Items ?? [];
    // A jump before this one has its own run, which must not come in the middle.
    stack.clock.advance(2 * hourMs);
    await vi.waitFor(async () => expect(await seen()).not.toHaveLength(0), patience);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const before = (await seen()).length;
    stack.clock.advance(5 * hourMs);
    await vi.waitFor(async () => expect(await seen()).toHaveLength(before + 1), patience);
    const last = (await seen()).at(-1);
    const late = Number(last?.now?.N) - Date.parse(last?.sk?.S ?? '');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(hourMs);
  }, 20_000);

  it('takes messages off the queue in batches, repeats those that failed, and buries them after five times', async () => {
    await Promise.all(['good-1', 'good-2', 'bad-1'].map((body) => post(body, '?queue')));
    await vi.waitFor(async () => expect(await timesSeen('bad-1')).toBe(5), patience);
    await vi.waitFor(async () => expect(await waiting('receipts-dead')).toBe(1), patience);
    expect([await timesSeen('good-1'), await timesSeen('good-2'), await waiting('receipts')]).toEqual([1, 1, 0]);
  }, 40_000);

  it('survives the death of the account: what came into the queue meanwhile is done after the restart', async () => {
    const restarted = stack.restartAccount();
    const QueueUrl = `${stack.awsUrl}/000000000000/bianmin-bank-local-receipts`;
    const message = new SendMessageCommand({ QueueUrl, MessageBody: 'meanwhile' });
    await new SQSClient(clientOptions(stack.aws)).send(message);
    await restarted;
    expect(await act('')).toMatchObject({ status: 200, served: 1 });
    await vi.waitFor(async () => expect(await timesSeen('meanwhile')).toBe(1), patience);
  }, 20_000);

  it('refuses a second stack on the same data', async () => {
    await expect(startStack({ dataDir: stack.dataDir, functionsFrom })).rejects.toMatchObject({
      code: 'data_dir_in_use',
    });
    expect(await act('')).toMatchObject({ status: 200 });
  });
});

it('starts no simulator when the account is to talk to another WeChat', async () => {
  const env = { WECHAT_API_URL: 'https://api.weixin.qq.com', PUBLIC_URL: 'https://example.org' };
  const stack = await startStack({ organisation: 'bank', functionsFrom, env });
  expect(stack.simulatorUrl).toBeUndefined();
  await stack.stop();
  await expect(fetch(stack.accountUrl)).rejects.toThrow();
}, 60_000);
