import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../../infra/local/faults.ts';
import type { Stack } from '../../../infra/local/stack.ts';

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Troubles that come and go until they are stopped. */
export interface Chaos {
  /** How often each trouble was put in the way. */
  readonly counts: Record<string, number>;
  /** Puts none in the way while `work` is done. */
  pauseFor(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

type Trouble = Omit<Fault, 'times'> & { name: string; most: number };

const send = '/cgi-bin/message/template/send';

/** What goes wrong on the way to WeChat and to the table: the account may neither lose nor repeat a message for any of it. */
const troubles: readonly Trouble[] = [
  { name: '-1', path: send, errcode: -1, most: 5 },
  { name: '45011', path: send, errcode: 45011, most: 3 },
  { name: '40001', path: send, errcode: 40001, most: 3 },
  { name: 'http 500', path: send, httpStatus: 500, most: 3 },
  { name: 'http 502', path: send, httpStatus: 502, most: 3 },
  { name: 'sent, and the connection closed', path: send, drop: true, most: 8 },
  { name: 'sent, and no answer in time', path: send, delayMs: 4500, most: 5 },
  { name: 'table throttled at updates', path: '/aws/dynamodb/UpdateItem', httpStatus: 400, most: 4 },
  { name: 'table throttled at reads', path: '/aws/dynamodb/BatchGetItem', httpStatus: 400, most: 3 },
  { name: 'table failed at queries', path: '/aws/dynamodb/Query', httpStatus: 500, most: 3 },
  { name: 'table failed at reads', path: '/aws/dynamodb/GetItem', httpStatus: 500, most: 3 },
  { name: 'written, and answered late', path: '/aws/dynamodb/UpdateItem', delayMs: 1500, most: 3 },
  { name: 'queue throttled', path: '/aws/sqs/SendMessage', httpStatus: 400, most: 2 },
];

/** Puts troubles in the way one after the other, one for each `every` calls that were made, about, so that a slow machine has no harder time. */
export const startChaos = (
  { faults }: Stack,
  { random, every, calls }: { random: () => number; every: number; calls: () => Promise<number> },
): Chaos => {
  const counts: Record<string, number> = {};
  let [stopped, paused] = [false, false];
  let next = 0;
  const order = () => {
    const { name, most, ...fault } = troubles[Math.floor(random() * troubles.length)] as Trouble;
    faults.add({ ...fault, times: 1 + Math.floor(random() * most) });
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const run = async () => {
    while (!stopped) {
      const made = await calls().catch(() => 0);
      if (made >= next && !paused) {
        order();
        next = made + 2 * every * random();
      }
      await sleep(200);
    }
  };
  const ended = run();
  const stop = async () => {
    stopped = true;
    await ended;
    faults.clear();
  };
  const pauseFor = async (work: () => Promise<void>) => {
    paused = true;
    faults.clear();
    await work();
    paused = false;
  };
  return { counts, pauseFor, stop };
};
