import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeCounts } from '../../infra/local/wechat/contract.ts';
import type { Figures } from '../../lib/notices/port.ts';
import type { DeliveryCode } from '../../lib/notices/segment.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { seedAudience } from './support/audience.ts';
import { type Chaos, seededRandom, startChaos } from './support/chaos.ts';
import { adjustForPush, openPush, type Push } from './support/push.ts';
import { until } from './support/until.ts';

const rules = { messagesPerSecond: 480, dailyQuota: 10_000_000, holdAbove: 10_000_000, perPersonPerDay: 100 };
const place = '崩溃测试';
const area = 'area-of-the-crash';
const [leastKills, mostKills] = [20, 22];
/** A dead sender's shard is free after a minute. */
const leaseMs = 61_000;
/** Real time without a send after which simulated time has to pass. */
const stallMs = 3000;
const minuteMs = 60_000;

/** What WeChat does with each part of the audience. */
const crowds = [
  { name: 'glad', count: 22_200, withoutReceipts: true },
  { name: 'reporting', count: 2000 },
  { name: 'blocking', count: 200, notices: 'blocked' },
  { name: 'failing', count: 200, notices: 'fail' },
  { name: 'gone', count: 200, following: false },
  { name: 'refusing', count: 100, refusedWith: 43101 },
  { name: 'blacklisted', count: 100, refusedWith: 43019 },
] as const;
const people = crowds.reduce((sum, { count }) => sum + count, 0);
const reachable = 24_600;

const seed = Number(process.env['PUSH_CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const random = seededRandom(seed);

let account: OpenAccount;
let push: Push;
beforeAll(async () => {
  account = await openAccount({
    organisation: 'power',
    adjust: adjustForPush(rules),
    // A receipt that meets a dead account comes again when another is up.
    simulator: { answerMs: 30, receiptDelayMs: 200, retryPauseMs: 4000 },
    env: { LOG_LEVEL: 'warn' },
  });
  await account.advanceTo('09:00');
  push = await openPush(account.stack, account.simulator, rules);
});
afterAll(async () => {
  push?.close();
  await account?.close();
});

const anAudience = async (): Promise<Record<string, string[]>> => {
  const openids: Record<string, string[]> = {};
  for (const { name, ...crowd } of crowds) {
    const made = await account.simulator.post<{ openids: string[] }>('/control/audience', crowd);
    openids[name] = made.openids;
  }
  await seedAudience(account.stack, Object.values(openids).flat(), area);
  return openids;
};

const stateOf = async (id: string) => (await push.notices.get(id))?.state;

/** Sends of a notice that WeChat has answered, or has meant to: those that reached somebody, repetitions, refusals. */
const calls = async (about = place): Promise<number> => {
  const { accepted = 0, repeated = 0, refused = {} } = (await push.counted(about)) ?? {};
  return Object.values(refused).reduce((sum, count) => sum + count, accepted + repeated);
};

/** Waits until `reached`; a minute passes whenever nothing is sent for a while, as after a fault that only the watchdog gets over. */
const workUntil = async (id: string, reached: (made: number) => boolean): Promise<void> => {
  let [seen, since] = [await calls(), performance.now()];
  while (!reached(seen) && (await stateOf(id)) === 'sending') {
    await sleep(200);
    const made = await calls();
    if (made > seen) [seen, since] = [made, performance.now()];
    else if (performance.now() - since > stallMs) {
      await account.advance(leaseMs);
      since = performance.now();
    }
  }
};

/**
 * Lets the account write down what it had under way, in two minutes of simulated time at most, and returns dead letters for that: WeChat remembers a
 * message for ten minutes, and who is killed in each of them can be sure to send once, or to send at all, but not of both.
 */
const settle = async (id: string): Promise<void> => {
  const before = account.now();
  let [left, stalls, since] = [Number.POSITIVE_INFINITY, 0, performance.now()];
  while (left > 0 && (await stateOf(id)) === 'sending') {
    await sleep(500);
    const now = await push.underWaySince(id, before);
    if (now >= left && performance.now() - since < stallMs) continue;
    if (now >= left) {
      stalls += 1;
      if (stalls > 20) throw new Error(`${left} segments are not taken up`);
      if (stalls === 2 || stalls === 4) await account.advance(leaseMs);
      await push.repeat(id);
    }
    [left, since] = [now, performance.now()];
  }
};

/** Kills the account after a random number of sends, again and again, and lets a minute pass after each, so that leases end and the watchdog looks. */
const killWhileSending = async (id: string, chaos: Chaos): Promise<number> => {
  let kills = 0;
  while (kills < mostKills) {
    const wanted = (await calls()) + 50 + 400 * random();
    await workUntil(id, (made) => made >= wanted);
    if ((await stateOf(id)) !== 'sending') break;
    await account.stack.restartAccount();
    await account.advance(leaseMs);
    kills += 1;
    if (kills % 5 === 0) await chaos.pauseFor(() => settle(id));
  }
  return kills;
};

const receiptsAreIn = async (): Promise<boolean> =>
  (await account.simulator.get<{ waiting: number }>('/control/receipts')).waiting === 0;

/** Lets minutes pass until the notice is sent, quickly once nothing is on its way: a message that nobody knows of waits an hour for its receipt. */
const outlive = async (id: string, about = place): Promise<void> => {
  let [seen, stalls, since] = [-1, 0, performance.now()];
  while ((await stateOf(id)) === 'sending' && stalls < 200) {
    await sleep(200);
    const made = await calls(about);
    if (made > seen) [seen, stalls, since] = [made, 0, performance.now()];
    const patienceMs = stalls < 3 ? stallMs : 500;
    if (performance.now() - since < patienceMs || !(await receiptsAreIn())) continue;
    await account.advance(leaseMs);
    [stalls, since] = [stalls + 1, performance.now()];
  }
  await push.reaches(id, 'sent', 5000);
};

const codesOf = async (id: string): Promise<Map<string, DeliveryCode>> => {
  const codes = new Map<string, DeliveryCode>();
  for await (const { openid, code } of push.notices.deliveries(id)) {
    expect(codes.has(openid)).toBe(false);
    codes.set(openid, code);
  }
  return codes;
};

/** Lets receipts be joined until nothing changes any more. */
const afterReceipts = async (id: string): Promise<Figures> => {
  await until('the last receipt', async () => ((await receiptsAreIn()) ? true : undefined));
  let [before, figures] = [{} as Partial<Figures>, await push.notices.figures(id)];
  for (let minute = 0; minute < 30 && JSON.stringify(before) !== JSON.stringify(figures); minute += 1) {
    before = figures;
    for (let time = 0; time < 3; time += 1) {
      await account.advance(minuteMs);
      await sleep(1500);
    }
    figures = await push.notices.figures(id);
  }
  return figures;
};

const report = (kills: number, chaos: Chaos, counts: NoticeCounts | undefined) =>
  console.log(`${kills} kills, seed ${seed}`, chaos.counts, { ...counts, timeline: undefined, data: undefined });

describe('a notice to 25,000 people whose sender is killed again and again', () => {
  it('reaches each of them exactly once, and its figures are those of WeChat', { timeout: 900_000 }, async () => {
    const openids = await anAudience();
    const { id } = await push.ready(area, 'bulk', place);
    await push.notices.confirm(id, 'staff:test');
    const chaos = startChaos(account.stack, { random, every: 100, calls });
    const kills = await killWhileSending(id, chaos);
    await chaos.stop();
    await outlive(id);
    const counts = await push.counted(place);
    report(kills, chaos, counts);

    expect(kills).toBeGreaterThanOrEqual(leastKills);
    expect(counts?.reachedTwice).toEqual({ openids: [], crowd: [] });
    expect(counts?.people).toEqual({ once: reachable, more: 0, none: people - reachable });
    expect(counts?.accepted).toBe(reachable);

    const figures = await afterReceipts(id);
    const { acknowledged = {}, lost = 0 } = (await push.counted(place))?.receipts ?? {};
    expect(figures).toMatchObject({ people, accepted: reachable, waiting: 0, unknown: 0 });
    expect(figures).toMatchObject({ notFollowing: 200, refused: 100, rejected: 100 });
    // A receipt that the account took in the moment of its death is one that WeChat takes for lost.
    for (const [status, known] of [
      ['success', figures.delivered],
      ['failed:user block', figures.blocked],
      ['failed: system failed', figures.failed],
    ] as const) {
      expect(known).toBeGreaterThanOrEqual(acknowledged[status] ?? 0);
      expect(known).toBeLessThanOrEqual((acknowledged[status] ?? 0) + lost);
    }

    const codes = await codesOf(id);
    expect(codes.size).toBe(people);
    const codesIn = (name: string) => new Set(openids[name]?.map((openid) => codes.get(openid)));
    expect([...codesIn('gone')]).toEqual(['n']);
    expect([...codesIn('refusing')]).toEqual(['r']);
    expect([...codesIn('blacklisted')]).toEqual(['x']);
    expect([...codesIn('glad')]).toEqual(['a']);
    // Who has no receipt after all stays at `a`.
    const withReceipt = (name: string) => [...codesIn(name)].filter((code) => code !== 'a');
    expect(['reporting', 'blocking', 'failing'].map(withReceipt)).toEqual([['d'], ['b'], ['f']]);
  });
});

describe('a notice in the middle of which WeChat’s quota of the day is used up', () => {
  it('goes on by itself after midnight, and still reaches everybody once', { timeout: 180_000 }, async () => {
    const [path, quotaPlace, count] = ['/cgi-bin/message/template/send', '额度测试', 3000];
    // A day on which nothing has been sent yet.
    await account.advanceTo('00:01');
    await account.advanceTo('10:00');
    const { openids } = await account.simulator.post<{ openids: string[] }>('/control/audience', { count });
    await seedAudience(account.stack, openids, 'area-of-the-quota');
    const { id } = await push.ready('area-of-the-quota', 'urgent', quotaPlace);
    await account.simulator.post('/control/quota', { path, daily: 1000 });
    const sent = async () => (await push.counted(quotaPlace))?.accepted ?? 0;

    await push.notices.confirm(id, 'staff:test');
    await until('the quota', async () => ((await sent()) === 1000 ? true : undefined));
    await account.advance(10 * minuteMs);
    await sleep(2000);
    expect([await sent(), await stateOf(id)]).toEqual([1000, 'sending']);

    await account.simulator.post('/control/quota', { path, daily: 100_000 });
    await account.advanceTo('00:02');
    await outlive(id, quotaPlace);
    expect((await push.counted(quotaPlace))?.people).toMatchObject({ once: count, more: 0 });
    expect(await push.notices.figures(id)).toMatchObject({ people: count, accepted: count, waiting: 0, unknown: 0 });
  });
});
