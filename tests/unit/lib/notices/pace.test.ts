import { describe, expect, it } from 'vitest';
import { createPace } from '../../../../lib/notices/pace.ts';
import { aClock } from '../../../support/clock.ts';

const aPace = (perSecond: number) => {
  const clock = aClock();
  const sleep = async (ms: number): Promise<void> => clock.advance(ms);
  return { clock, pace: createPace({ perSecond, now: clock, sleep }) };
};

type Ending = Parameters<ReturnType<typeof createPace>['end']>[0];

/** Takes `count` turns one after the other; when each came, in milliseconds from the beginning. */
const turns = async ({ clock, pace }: ReturnType<typeof aPace>, count: number, how: Ending = 'taken') => {
  const begun = clock();
  const times: number[] = [];
  for (let each = 0; each < count; each += 1) {
    await pace.turn();
    times.push(clock() - begun);
    pace.end(how);
  }
  return times;
};

describe('the pace', () => {
  it('keeps the rate, whatever is asked of it', async () => {
    const world = aPace(100);
    const times = await turns(world, 300);
    expect(times.at(-1)).toBeGreaterThanOrEqual(2900);
    expect(times.at(-1)).toBeLessThan(3500);
  });

  it('saves up no more than a moment’s messages', async () => {
    const world = aPace(100);
    await turns(world, 10);
    world.clock.advance(60_000);
    const times = await turns(world, 10);
    expect(times.filter((time) => time === 0)).toHaveLength(5);
  });

  it('lets only so many be under way, and more while they are taken', async () => {
    const { pace } = aPace(1_000_000);
    let under = 0;
    const start = async () => {
      await pace.turn();
      under += 1;
    };
    for (let each = 0; each < 300; each += 1) void start();
    await new Promise(setImmediate);
    expect(under).toBe(16);
    for (let each = 0; each < 40; each += 1) pace.end('taken');
    await new Promise(setImmediate);
    expect(under - 40).toBe(26);
  });

  it('halves and pauses when it is too fast, longer each time, and comes back', async () => {
    const world = aPace(100);
    await turns(world, 100);
    const begun = world.clock();
    await turns(world, 1, 'too-fast');
    await turns(world, 1, 'too-fast');
    await turns(world, 1);
    expect(world.clock() - begun).toBeGreaterThanOrEqual(3000);
    const slow = await turns(world, 20);
    expect(slow.at(-1)).toBeGreaterThan(500);
    await turns(world, 1500);
    expect((await turns(world, 100)).at(-1)).toBeLessThan(1200);
  });

  it('counts refusals of messages under way together once', async () => {
    const world = aPace(1_000);
    for (let each = 0; each < 10; each += 1) await world.pace.turn();
    const begun = world.clock();
    for (let each = 0; each < 10; each += 1) world.pace.end('too-fast');
    await world.pace.turn();
    expect(world.clock() - begun).toBeLessThan(1500);
  });

  it('lets everybody through once it is open', async () => {
    const { clock, pace } = aPace(1);
    const begun = clock();
    const waiting = Array.from({ length: 50 }, () => pace.turn());
    pace.open();
    await Promise.all(waiting);
    await pace.turn();
    expect(clock() - begun).toBeLessThan(2000);
  });
});
