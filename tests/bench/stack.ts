import { Agent, request } from 'node:http';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { createCipher } from '../../lib/wechat/cipher.ts';
import { sign } from '../../lib/wechat/signature.ts';
import { printTable, quantile } from './statistics.ts';

/** Runs `work` on a stack of its own. */
export const withStack = async (work: (stack: Stack) => Promise<void>): Promise<void> => {
  const stack = await startStack({ organisation: 'power' });
  try {
    await work(stack);
  } finally {
    await stack.stop();
  }
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

let sent = 0;

/** One encrypted text message as WeChat posts it; the answer's status and milliseconds. */
export const post = (stack: Stack, openid: string, content: string): Promise<{ status: number; ms: number }> => {
  const { WECHAT_TOKEN: token, WECHAT_APP_ID: appId, WECHAT_ENCODING_AES_KEY: key, WECHAT_ORIGINAL_ID: to } = stack.env;
  const createTime = Math.floor(stack.clock.now() / 1000);
  sent += 1;
  const message = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${createTime}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${20_000_000_000_000_000n + BigInt(sent)}</MsgId></xml>`;
  const encrypted = createCipher(key, appId).encrypt(message);
  const query = new URLSearchParams({
    timestamp: String(createTime),
    nonce: String(sent),
    encrypt_type: 'aes',
    msg_signature: sign(token, String(createTime), String(sent), encrypted),
  });
  const body = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const url = `${stack.accountUrl}/wechat?${query}`;
    const outgoing = request(url, { method: 'POST', agent, headers: { 'content-type': 'text/xml' } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - begun }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
};

/** A made-up follower. */
export const openidOf = (number: number): string => `oBench${String(number).padStart(22, '0')}`;

/** How many calls of a list follow one another, where overlapping calls count once. */
export const inSequence = (calls: readonly { at: number; ms: number }[]): number => {
  let end = Number.NEGATIVE_INFINITY;
  let steps = 0;
  for (const { at, ms } of [...calls].sort((a, b) => a.at - b.at)) {
    if (at >= end) steps += 1;
    end = steps === 0 ? at + ms : Math.max(end, at + ms);
  }
  return steps;
};

/** DynamoDB calls of one keyword message, warm, and how many of them wait for one another. */
export const benchRoundTrips = async (stack: Stack): Promise<void> => {
  for (let count = 0; count < 5; count += 1) await post(stack, openidOf(0), '电价');
  // WeChat counts in seconds: a second message in the same one reads the follower again.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  stack.aws.calls.clear();
  await post(stack, openidOf(0), '电价');
  const calls = stack.aws.calls.list().filter(({ service }) => service === 'dynamodb');
  const units = calls.reduce((sum, { consumed = 0 }) => sum + consumed, 0);
  printTable('DynamoDB for one keyword message, warm (budget ≤ 2 in sequence)', [
    ['calls', 'in sequence', 'capacity units', 'operations'],
    [
      String(calls.length),
      String(inSequence(calls)),
      units.toFixed(1),
      calls.map(({ operation }) => operation).join(', '),
    ],
  ]);
};

const seconds = 8;
const parallel = 16;

/** Callbacks per second through callback → invoke → table on this machine, simulator left out. */
export const benchThroughput = async (stack: Stack): Promise<void> => {
  const times: number[] = [];
  let faults = 0;
  const until = performance.now() + seconds * 1000;
  const worker = async (number: number) => {
    while (performance.now() < until) {
      const { status, ms } = await post(stack, openidOf(number), '电价');
      if (status !== 200) faults += 1;
      times.push(ms);
    }
  };
  await Promise.all(Array.from({ length: parallel }, (_, number) => worker(number)));
  printTable(`Local stack, keyword messages, ${parallel} at a time for ${seconds} s`, [
    ['per second', 'median ms', '95 % ms', '99 % ms', 'not 200'],
    [
      (times.length / seconds).toFixed(0),
      quantile(times, 0.5).toFixed(1),
      quantile(times, 0.95).toFixed(1),
      quantile(times, 0.99).toFixed(1),
      String(faults),
    ],
  ]);
};
