import { describe, expect, it } from 'vitest';
import { aClock } from '../../../../support/clock.ts';
import { useTable } from '../../../../support/table.ts';
import { aNotice, anEngine, aPush, followersIn } from '../engine.ts';

const table = useTable();

describe('a notice', () => {
  it('is not told after the one that overtakes it', async () => {
    const clock = aClock(Date.parse('2026-03-16T21:58:00+08:00'));
    const push = await aPush(table, 60, { createdAt: clock() }, { clock, rules: { messagesPerSecond: 1 } });
    for (const job of push.jobs.splice(0)) if (job.do === 'send') await push.sender(job, push.clock() + 30_000);
    push.jobs.length = 0;
    const told = push.channel.calls.length;
    expect([told > 0, told < 60]).toEqual([true, true]);
    const cancelled = await push.freeze(
      aNotice({ lane: 'urgent', replaces: [push.notice.id], fields: { thing1: '取消' }, createdAt: clock() }),
      [push.openids.slice(0, 30), push.openids.slice(30)],
    );
    expect(cancelled.state).toBe('sending');
    await push.work();
    clock.set(Date.parse('2026-03-17T07:00:10+08:00'));
    await push.minute(3);
    await push.work();
    const words = push.channel.calls.map(({ fields }) => fields['thing1']);
    expect(words.lastIndexOf('中山路')).toBeLessThan(words.indexOf('取消'));
    expect(await push.notices.get(push.notice.id)).toMatchObject({ state: 'stopped', reason: { code: 'overtaken' } });
  });

  it('of an outage that is over does not go out when the quiet hours end', async () => {
    const clock = aClock(Date.parse('2026-05-16T21:59:50+08:00'));
    const until = Date.parse('2026-05-17T06:00:00+08:00');
    const push = await aPush(table, 20, { createdAt: clock(), until }, { clock });
    clock.set(Date.parse('2026-05-16T22:00:05+08:00'));
    await push.work();
    clock.set(Date.parse('2026-05-17T07:00:10+08:00'));
    await push.minute(2);
    await push.work();
    expect(push.channel.calls).toHaveLength(0);
    expect(await push.notices.get(push.notice.id)).toMatchObject({ state: 'stopped', reason: { code: 'too_late' } });
  });

  it('of a follower whose quiet hours and the organisation’s leave no hour is sent after a day', async () => {
    const clock = aClock(Date.parse('2026-07-16T10:00:00+08:00'));
    const engine = anEngine(table, { clock });
    const people = await followersIn(table, 4, (place) =>
      place === 0 ? { notices: { off: [], sms: false, quiet: { from: '07:00', to: '22:00' } } } : {},
    );
    const notice = await engine.freeze(aNotice({ createdAt: clock() }), [people, []]);
    for (let hour = 0; hour < 24 * 7; hour += 1) {
      clock.advance(3_600_000 - 60_000);
      await engine.minute();
      await engine.work();
    }
    expect(await engine.notices.figures(notice.id)).toMatchObject({ quiet: 0 });
    expect((await engine.notices.get(notice.id))?.state).toBe('sent');
  });
});
