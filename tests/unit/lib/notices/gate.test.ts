import { describe, expect, it } from 'vitest';
import { createGate } from '../../../../lib/notices/gate.ts';
import { nextBeijingMidnight } from '../../../../lib/platform/clock.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const rules = { dailyQuota: 1000, urgentReserve: 100 };
const dayMs = 86_400_000;
let days = 0;

/** A gate on two days of its own. */
const aGate = (changes: Partial<typeof rules> = {}) => {
  days += 2;
  const now = Date.parse('2026-05-16T10:00:00+08:00') + days * dayMs;
  return { gate: createGate(table, { ...rules, ...changes }), now };
};

describe('room in the day’s quota', () => {
  it('is there for bulk messages up to the reserve, for urgent ones up to the quota', async () => {
    const { gate, now } = aGate();
    expect(await gate.take('template', 'bulk', 880, now)).toBe(880);
    expect(await gate.take('template', 'bulk', 96, now)).toBe(20);
    expect(await gate.take('template', 'bulk', 1, now)).toBe(0);
    expect(await gate.take('template', 'urgent', 96, now)).toBe(96);
    expect(await gate.take('template', 'urgent', 96, now)).toBe(4);
    expect(await gate.take('template', 'urgent', 1, now)).toBe(0);
    expect(await gate.state('template', 'urgent', now)).toMatchObject({ used: 1000, sentToday: 1000 });
  });

  it('is never passed, though sixteen senders take it at once', async () => {
    const { gate, now } = aGate();
    const takes = Array.from({ length: 16 }, () => gate.take('template', 'bulk', 96, now));
    const taken = (await Promise.all(takes)).reduce((sum, room) => sum + room, 0);
    expect(taken).toBe(900);
    expect(await gate.state('template', 'bulk', now)).toMatchObject({ used: 900, closed: { by: 'count' } });
  });

  it('is there again for what was given back, and the next day', async () => {
    const { gate, now } = aGate();
    await gate.take('template', 'bulk', 900, now);
    await gate.giveBack('template', 30, now);
    expect(await gate.take('template', 'bulk', 96, now)).toBe(30);
    expect(await gate.take('template', 'bulk', 96, now + dayMs)).toBe(96);
  });

  it('is less than one segment where the quota is, and that much is sent', async () => {
    const { gate, now } = aGate({ dailyQuota: 50, urgentReserve: 10 });
    expect(await gate.take('template', 'bulk', 96, now)).toBe(40);
    expect(await gate.take('template', 'urgent', 96, now)).toBe(10);
  });

  it.each(['long-term-subscription', 'one-time-subscription', 'customer-service'] as const)(
    'of %s is WeChat’s to know',
    async (channel) => {
      const { gate, now } = aGate();
      expect(await gate.take(channel, 'bulk', 5000, now)).toBe(5000);
      expect(await gate.state(channel, 'bulk', now)).toEqual({ used: 5000, sentToday: 5000 });
      expect(await gate.state('template', 'bulk', now)).toMatchObject({ used: 0 });
    },
  );
});

describe('the gate', () => {
  it('is open while there is room', async () => {
    const { gate, now } = aGate();
    expect(await gate.state('template', 'bulk', now)).toEqual({ used: 0, sentToday: 0, limit: 900 });
    expect(await gate.state('template', 'urgent', now)).toEqual({ used: 0, sentToday: 0, limit: 1000 });
  });

  it('says to bulk notices that the rest is kept, and to urgent ones nothing', async () => {
    const { gate, now } = aGate();
    await gate.take('template', 'bulk', 900, now);
    const until = nextBeijingMidnight(now);
    expect((await gate.state('template', 'bulk', now)).closed).toMatchObject({
      ...{ by: 'count', until },
      reason: { code: 'reserve_kept' },
    });
    expect((await gate.state('template', 'urgent', now)).closed).toBeUndefined();
    await gate.take('template', 'urgent', 100, now);
    for (const lane of ['bulk', 'urgent'] as const)
      expect((await gate.state('template', lane, now)).closed?.reason.code).toBe('quota_used_up');
  });

  it.each(['template', 'long-term-subscription'] as const)(
    'of %s is closed to both lanes when WeChat refuses, until the later of two times',
    async (channel) => {
      const { gate, now } = aGate();
      await gate.close(channel, now + 7200_000, now);
      await gate.close(channel, now + 3600_000, now);
      for (const lane of ['bulk', 'urgent'] as const)
        expect((await gate.state(channel, lane, now)).closed).toMatchObject({ by: 'wechat', until: now + 7200_000 });
      expect((await gate.state(channel, 'urgent', now + 7200_000)).closed).toBeUndefined();
    },
  );

  it('opens before midnight once the quota was cleared, and counts anew', async () => {
    const { gate, now } = aGate();
    await gate.take('template', 'urgent', 1000, now);
    await gate.close('template', nextBeijingMidnight(now), now);
    expect(await gate.open('template', await gate.state('template', 'bulk', now), now)).toBe(true);
    expect(await gate.state('template', 'bulk', now)).toEqual({ used: 0, sentToday: 1000, limit: 900 });
    expect(await gate.take('template', 'bulk', 96, now)).toBe(96);
  });

  it('opens once for two who open it at once', async () => {
    const { gate, now } = aGate();
    await gate.take('template', 'urgent', 1000, now);
    const seen = await gate.state('template', 'bulk', now);
    expect(await gate.open('template', seen, now)).toBe(true);
    await gate.take('template', 'urgent', 96, now);
    expect(await gate.open('template', seen, now)).toBe(false);
    expect(await gate.state('template', 'urgent', now)).toMatchObject({ used: 96, sentToday: 1096 });
  });

  it('opens a channel that was refused before anything was counted', async () => {
    const { gate, now } = aGate();
    await gate.close('long-term-subscription', nextBeijingMidnight(now), now);
    const seen = await gate.state('long-term-subscription', 'bulk', now);
    expect(await gate.open('long-term-subscription', seen, now)).toBe(true);
    expect((await gate.state('long-term-subscription', 'bulk', now)).closed).toBeUndefined();
  });

  it('is not closed again by a refusal from before it was opened', async () => {
    const { gate, now } = aGate();
    const midnight = nextBeijingMidnight(now);
    await gate.close('template', midnight, now);
    await gate.open('template', await gate.state('template', 'urgent', now), now + 1000);
    await gate.close('template', midnight, now + 500);
    expect((await gate.state('template', 'urgent', now + 2000)).closed).toBeUndefined();
    await gate.close('template', midnight, now + 3000);
    expect((await gate.state('template', 'urgent', now + 4000)).closed).toMatchObject({ by: 'wechat' });
  });
});
