import { setTimeout as sleep } from 'node:timers/promises';
import { type Used, usedBeside, usedPer, usedSince } from '../../infra/costs/used.ts';
import { jsonRequest } from '../../infra/local/aws/service.ts';
import { localAccount } from '../../infra/local/intrinsics.ts';
import type { Incoming } from '../../lib/wechat/incoming.ts';
import { tableNameOf } from '../flow/support/audience.ts';
import { anAudience } from './push-run.ts';
import type { PushStack } from './push-stack.ts';
import { openidOf, post } from './stack.ts';
import { progress, quantile } from './statistics.ts';

/** How ordinary questions fared. */
export interface Replies {
  asked: number;
  median: number;
  most99: number;
  notAnswered: number;
  /** Receipts that came onto the queue in a second meanwhile. */
  receiptsPerSecond: number;
}

/** What replies took with and without a storm of receipts, and what the receipts used until the figures showed them. */
export interface Storm {
  calm: Replies;
  stormy: Replies;
  people: number;
  delivered: number;
  used: Used;
}

const seconds = 20;
/** With and without receipts by turns, so that a busy neighbour of the machine disturbs both. */
const rounds = 2;
const questionsPerSecond = 20;
const receiptsPerSecond = 1000;
/** A receipt for each: those of the warming, and those that come while questions are asked. */
const people = 42_000;
const warming = 2_000;
const place = '回执测试';
/** SQS's limit of one call. */
const atOnce = 10;

/** An answer to a question. */
interface Answer {
  status: number;
  ms: number;
}

/** Asks at a steady pace, whatever the answers take: who waits for an answer before asking again does not see a queue. */
const ask = async ({ stack }: PushStack): Promise<Answer[]> => {
  const answers: Promise<Answer>[] = [];
  for (let asked = 0; asked < seconds * questionsPerSecond; asked += 1) {
    answers.push(post(stack, openidOf(asked % 50), '电价'));
    await sleep(1000 / questionsPerSecond);
  }
  return Promise.all(answers);
};

const repliesOf = (answers: readonly Answer[], receipts: number): Replies => {
  const times = answers.map(({ ms }) => ms);
  const notAnswered = answers.filter(({ status }) => status !== 200).length;
  const fared = { asked: answers.length, median: quantile(times, 0.5), most99: quantile(times, 0.99), notAnswered };
  return { ...fared, receiptsPerSecond: receipts };
};

/** The receipts of a notice's messages, as `callback` puts them onto the queue. */
const receiptsOf = async ({ stack, push }: PushStack, id: string): Promise<string[]> => {
  const createTime = Math.floor(stack.clock.now() / 1000);
  const receipts: string[] = [];
  for await (const { openid, messageId = '0' } of push.notices.deliveries(id)) {
    const fields = { MsgID: [messageId], Status: ['success'] };
    const event = { kind: 'event', event: 'TEMPLATESENDJOBFINISH', openid, createTime, fields };
    receipts.push(JSON.stringify({ ...event, toUserName: stack.env.WECHAT_ORIGINAL_ID } as unknown as Incoming));
  }
  return receipts;
};

/**
 * Puts receipts onto their queue at the wanted pace, past the port. Their callbacks are left out: on Lambda each has an environment of its own,
 * on two cores a thousand of them a second leave nothing for anybody else. Gives the pace that was reached.
 */
const pour = async ({ stack }: PushStack, receipts: readonly string[]): Promise<number> => {
  const QueueUrl = `${stack.awsUrl}/${localAccount.id}/${tableNameOf(stack)}-receipts`;
  const { host } = new URL(stack.awsUrl);
  const begun = performance.now();
  for (let start = 0; start < receipts.length; start += atOnce) {
    const due = begun + (start / receiptsPerSecond) * 1000;
    if (due > performance.now()) await sleep(due - performance.now());
    const Entries = receipts
      .slice(start, start + atOnce)
      .map((MessageBody, place) => ({ Id: String(place), MessageBody }));
    await stack.aws.services.sqs(jsonRequest('AmazonSQS.SendMessageBatch', { QueueUrl, Entries }, host));
  }
  return receipts.length / ((performance.now() - begun) / 1000);
};

/** Waits until the figures show every receipt; the clock moves on, so that each look comes a minute after the last. */
const awaitReceipts = async ({ stack, push }: PushStack, id: string): Promise<number> => {
  let delivered = 0;
  for (let look = 0; look < 60 && delivered < people; look += 1) {
    stack.clock.advance(60_000);
    await sleep(1500);
    ({ delivered } = await push.notices.figures(id));
  }
  return delivered;
};

/** Asks questions on a quiet account and again while the receipts of 40,000 messages come in. */
export const runStorm = async (bench: PushStack): Promise<Storm> => {
  const { stack, push } = bench;
  progress(`receipts of ${people} people: messages are sent`);
  await anAudience(bench, people, 'area-receipts');
  const { id } = await push.ready('area-receipts', 'bulk', place);
  await push.notices.confirm(id, 'staff:bench');
  await push.reaches(id, 'sent', 300_000);
  const receipts = await receiptsOf(bench, id);

  progress('questions without receipts, and with them');
  // The functions of both are there, as in an account that has seen some before.
  await Promise.all([ask(bench), pour(bench, receipts.slice(0, warming))]);
  stack.aws.calls.clear();
  const [calm, stormy, paces]: [Answer[], Answer[], number[]] = [[], [], []];
  let byQuestions: Used | undefined;
  for (let round = 0; round < rounds; round += 1) {
    calm.push(...(await ask(bench)));
    // Later rounds have receipts of the round before in them.
    byQuestions ??= usedSince(stack.aws.calls);
    const start = warming + round * seconds * receiptsPerSecond;
    const poured = pour(bench, receipts.slice(start, start + seconds * receiptsPerSecond));
    stormy.push(...(await ask(bench)));
    paces.push(await poured);
    // What came last is still being written down.
    await sleep(3000);
  }
  progress('the figures catch up');
  const delivered = await awaitReceipts(bench, id);
  const whole = usedSince(stack.aws.calls);
  const used = byQuestions === undefined ? whole : usedBeside(whole, usedPer(byQuestions, 1 / (2 * rounds)));
  const pace = paces.reduce((sum, each) => sum + each, 0) / rounds;
  return { calm: repliesOf(calm, 0), stormy: repliesOf(stormy, pace), people, delivered, used };
};
