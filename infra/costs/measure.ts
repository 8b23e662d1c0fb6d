import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsCall } from '../local/aws/calls.ts';
import { type Stack, startStack } from '../local/stack.ts';
import { postTo } from './control.ts';

/** What one act of a follower, or one receipt, uses on average. */
export interface Usage {
  journey: string;
  /** Requests through the HTTP API, each one a call of `callback`. */
  callbacks: number;
  /** Calls of the functions behind it. */
  functions: number;
  batches: number;
  readUnits: number;
  writeUnits: number;
  queueRequests: number;
}

type Act = (openid: string) => Promise<unknown>;

const times = 40;
const reads = new Set(['GetItem', 'Query', 'BatchGetItem', 'Scan']);

const sumOf = (calls: readonly AwsCall[], filter: (call: AwsCall) => boolean): number =>
  calls.filter(filter).reduce((sum, { consumed = 0 }) => sum + consumed, 0);

const countOf = (calls: readonly AwsCall[], filter: (call: AwsCall) => boolean): number => calls.filter(filter).length;

const usageOf = (journey: string, callbacks: number, calls: readonly AwsCall[]): Usage => {
  const isTable = ({ service }: AwsCall) => service === 'dynamodb';
  return {
    journey,
    callbacks: callbacks / times,
    functions: countOf(calls, ({ service, function: name }) => service === 'lambda' && name !== 'on-receipt') / times,
    batches: countOf(calls, ({ service, function: name }) => service === 'lambda' && name === 'on-receipt') / times,
    readUnits: sumOf(calls, (call) => isTable(call) && reads.has(call.operation)) / times,
    writeUnits: sumOf(calls, (call) => isTable(call) && !reads.has(call.operation)) / times,
    queueRequests: countOf(calls, ({ service }) => service === 'sqs') / times,
  };
};

const newFollower = async ({ simulatorUrl = '' }: Stack): Promise<string> =>
  (await postTo<{ openid: string }>(simulatorUrl, '/control/followers')).openid;

/** Does the act so many times by as many followers, a first time unmeasured, and counts what reached AWS. */
const measure = async (stack: Stack, journey: string, act: Act, callbacks = 1): Promise<Usage> => {
  const openids: string[] = [];
  for (let made = 0; made < times; made += 1) openids.push(await newFollower(stack));
  await act(openids[0] ?? '');
  await sleep(3000);
  stack.aws.calls.clear();
  for (const openid of openids) await act(openid);
  // Receipts come through the queue, a second later.
  await sleep(4000);
  return usageOf(journey, callbacks * times, stack.aws.calls.list());
};

/** Plays each journey on a local stack and gives what it used, in AWS's own units. */
export const measureJourneys = async (organisation: string): Promise<Usage[]> => {
  const stack = await startStack({ organisation, quiet: true });
  const say = (content: string) => (openid: string) =>
    postTo(stack.simulatorUrl ?? '', `/control/followers/${openid}/say`, { type: 'text', content });
  const consent = (openid: string) =>
    postTo(stack.simulatorUrl ?? '', `/control/followers/${openid}/consents`, {
      template_id: 'a-template',
      accept: true,
    });
  try {
    return [
      await measure(stack, 'a word or question', say('营业厅')),
      await measure(stack, 'a number of the menu', say('1')),
      await measure(stack, 'a new follower', () => newFollower(stack)),
      await measure(stack, 'a consent to a template', consent),
    ];
  } finally {
    await stack.stop();
  }
};
