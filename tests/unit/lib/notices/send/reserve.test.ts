import { describe, expect, it } from 'vitest';
import { aClock } from '../../../../support/clock.ts';
import { useTable } from '../../../../support/table.ts';
import { aPush } from '../engine.ts';

const table = useTable();
const aMorning = Date.parse('2026-05-16T10:00:00+08:00');

describe('the reserve of urgent notices', () => {
  const aDayWithReserve = (day: number) => ({
    clock: aClock(aMorning + day * 86_400_000),
    rules: { dailyQuota: 100, urgentReserve: 40 },
  });

  it('ends before midnight when an operator has had the quota cleared: the next tick goes on', async () => {
    const world = aDayWithReserve(-5);
    const bulk = await aPush(table, 90, { confirmation: 'by-staff' }, world);
    await bulk.notices.confirm(bulk.notice.id, 'staff:li');
    await bulk.work();
    await bulk.minute(20);
    await bulk.work();
    expect(await bulk.notices.figures(bulk.notice.id)).toMatchObject({ accepted: 60 });
    await bulk.gate.open('template', await bulk.gate.state('template', 'bulk', world.clock()), world.clock());
    await bulk.minute();
    await bulk.work();
    expect(await bulk.notices.figures(bulk.notice.id)).toMatchObject({ accepted: 90, waiting: 0 });
    expect(bulk.log.events()).not.toContain('notice_stalled');
    expect(await bulk.gate.state('template', 'bulk', world.clock())).toMatchObject({ used: 30, sentToday: 90 });
  });

  it('stops bulk ones before it, lets urgent ones through, and bulk ones go on after midnight', async () => {
    const world = aDayWithReserve(0);
    const bulk = await aPush(table, 90, { confirmation: 'by-staff' }, world);
    expect(bulk.notice).toMatchObject({
      state: 'held',
      holds: [{ code: 'over_quota', message: expect.stringContaining(' 60 ') }],
    });
    await bulk.notices.confirm(bulk.notice.id, 'staff:li');
    await bulk.work();
    expect(await bulk.notices.figures(bulk.notice.id)).toMatchObject({ accepted: 60, waiting: 30 });
    expect(bulk.log.events()).toContain('push_reserve_kept');
    expect(bulk.log.events()).not.toContain('push_quota_used_up');

    const urgent = await aPush(table, 40, { lane: 'urgent' }, world);
    expect(urgent.notice.state).toBe('sending');
    await urgent.work();
    expect(await urgent.notices.figures(urgent.notice.id)).toMatchObject({ accepted: 40, waiting: 0 });

    bulk.jobs.length = 0;
    await bulk.minute(30);
    expect(bulk.jobs.filter(({ noticeId }) => noticeId === bulk.notice.id)).not.toContainEqual(
      expect.objectContaining({ do: 'send' }),
    );
    world.clock.set(Date.parse('2026-05-17T07:00:00+08:00'));
    await bulk.minute();
    await bulk.work();
    expect(await bulk.notices.figures(bulk.notice.id)).toMatchObject({ accepted: 90, waiting: 0 });
    expect((await bulk.notices.get(bulk.notice.id))?.state).toBe('sent');
    expect([...bulk.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });

  it('is not touched by people whom WeChat refuses: it counts calls', async () => {
    const world = aDayWithReserve(10);
    const bulk = await aPush(table, 90, { confirmation: 'by-staff' }, world);
    await bulk.notices.confirm(bulk.notice.id, 'staff:li');
    bulk.channel.script = (_, call) => (call % 3 === 0 ? { outcome: { kind: 'refused' } } : undefined);
    await bulk.work();
    expect(bulk.channel.calls).toHaveLength(60);
    expect(await bulk.notices.figures(bulk.notice.id)).toMatchObject({ accepted: 40, refused: 20, waiting: 30 });
  });

  it('is given back what a stopped notice had taken and not sent', async () => {
    const world = aDayWithReserve(20);
    const bulk = await aPush(table, 50, {}, world);
    bulk.channel.script = (_, call) =>
      call > 10 ? { outcome: { kind: 'stop', reason: { code: 'x', message: 'x' } } } : undefined;
    await bulk.work();
    expect((await bulk.notices.get(bulk.notice.id))?.state).toBe('stopped');
    const { used } = await bulk.gate.state('template', 'bulk', world.clock());
    expect(used).toBeLessThanOrEqual(bulk.channel.calls.length);
  });
});
