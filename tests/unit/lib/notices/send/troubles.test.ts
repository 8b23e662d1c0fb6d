import { describe, expect, it } from 'vitest';
import { createFoldCursors } from '../../../../../lib/notices/receipts/cursor.ts';
import { nextBeijingMidnight } from '../../../../../lib/platform/clock.ts';
import { aClock } from '../../../../support/clock.ts';
import { useTable } from '../../../../support/table.ts';
import { aPush } from '../engine.ts';

const table = useTable();

/** The gate that closes on it is open again when the other tests begin. */
const anEarlierDay = Date.parse('2026-04-16T10:00:00+08:00');

describe('WeChat’s quota', () => {
  it('stops until midnight in Beijing, says so, and goes on by itself', async () => {
    const push = await aPush(table, 40, { lane: 'urgent' }, { clock: aClock(anEarlierDay) });
    push.channel.script = (_, call) => (call > 10 ? { outcome: { kind: 'quota' } } : undefined);
    await push.work();
    const midnight = nextBeijingMidnight(push.clock());
    expect((await push.gate.state('template', 'urgent', push.clock())).closed).toMatchObject({
      ...{ by: 'wechat', until: midnight, reason: { code: 'quota_used_up' } },
    });
    expect(push.log.events()).toContain('push_quota_used_up');
    expect((await push.notices.figures(push.notice.id)).waiting).toBeGreaterThan(25);
    const calls = push.channel.calls.length;
    await push.minute(20);
    await push.work();
    expect(push.channel.calls).toHaveLength(calls);

    push.channel.script = () => undefined;
    push.clock.set(midnight);
    await push.minute();
    await push.work();
    expect((await push.gate.state('template', 'urgent', push.clock())).closed).toBeUndefined();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ waiting: 0, accepted: 40 });
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });

  it('is kept by our own count too', async () => {
    const clock = aClock(anEarlierDay + 7 * 86_400_000);
    const push = await aPush(
      table,
      200,
      { lane: 'urgent', confirmation: 'by-staff' },
      { clock, rules: { dailyQuota: 100 } },
    );
    expect(push.notice).toMatchObject({ state: 'held', holds: [{ code: 'over_quota' }] });
    await push.notices.confirm(push.notice.id, 'staff:li');
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 100, waiting: 100 });
    expect(await push.gate.state('template', 'urgent', clock())).toMatchObject({ used: 100 });
  });

  it('of a subscription ends its day too', async () => {
    const clock = aClock(anEarlierDay + 8 * 86_400_000);
    const push = await aPush(table, 40, { lane: 'urgent', channel: 'long-term-subscription' }, { clock });
    push.channel.script = (_, call) => (call > 10 ? { outcome: { kind: 'quota' } } : undefined);
    await push.work();
    const until = nextBeijingMidnight(clock());
    expect((await push.gate.state('long-term-subscription', 'bulk', clock())).closed).toMatchObject({ until });
    push.channel.script = () => undefined;
    clock.set(until);
    await push.minute();
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 40 });
  });

  it('refused in a day’s first minutes is asked for again in five', async () => {
    const clock = aClock(Date.parse('2026-04-26T00:00:30+08:00'));
    const push = await aPush(table, 10, { lane: 'urgent' }, { clock });
    push.channel.script = () => ({ outcome: { kind: 'quota' } });
    await push.work();
    push.channel.script = () => undefined;
    await push.minute(6);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 10 });
  });
});

describe('45011', () => {
  it('slows down, and loses nobody', async () => {
    const push = await aPush(table, 60);
    push.channel.script = (_, call) => (call % 7 === 3 ? { outcome: { kind: 'too-fast' } } : undefined);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 60, waiting: 0 });
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });

  it('without end makes the notice wait a minute', async () => {
    const push = await aPush(table, 10);
    push.channel.script = () => ({ outcome: { kind: 'too-fast' } });
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 0, waiting: 10 });
    push.channel.script = () => undefined;
    await push.minute(2);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 10 });
  });
});

describe('no answer', () => {
  it('is tried again under the same id, so that who got it gets it once', async () => {
    const push = await aPush(table, 20);
    const lost = new Set(push.openids.slice(3, 6));
    push.channel.script = ({ openid }) =>
      lost.delete(openid) ? { outcome: { kind: 'unknown' }, effect: true } : undefined;
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 20, unknown: 0 });
    expect(push.channel.calls).toHaveLength(23);
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });

  it('at all costs one unknown message a shard, and the notice goes on when WeChat is back', async () => {
    const push = await aPush(table, 80);
    push.channel.script = () => ({ outcome: { kind: 'unknown' } });
    await push.work();
    expect(push.channel.calls).toHaveLength(2);
    await push.minute(30);
    expect(push.channel.calls.length).toBeLessThan(4);
    push.channel.script = () => undefined;
    await push.work();
    await push.minute(10);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 78, unknown: 2, waiting: 0 });
  });

  it('is not repeated by a channel without such ids: the receipt settles it', async () => {
    const push = await aPush(table, 20, { channel: 'long-term-subscription' });
    Object.assign(push.channel, { repeatable: false });
    const [, second] = push.openids;
    push.channel.script = ({ openid }) =>
      openid === second ? { outcome: { kind: 'unknown' }, effect: true } : undefined;
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 19, unknown: 1 });
    expect((await push.notices.get(push.notice.id))?.state).toBe('sent');
    expect(push.channel.calls.filter(({ openid }) => openid === second)).toHaveLength(1);
  });
});

describe('a notice that WeChat does not take', () => {
  it('stops at the first message of each shard, with the reason', async () => {
    const push = await aPush(table, 80);
    const reason = { code: 'wechat_template_data_mismatch', message: '内容与模板不符' };
    push.channel.script = () => ({ outcome: { kind: 'stop', reason } });
    await push.work();
    expect(push.channel.calls).toHaveLength(1);
    expect(await push.notices.get(push.notice.id)).toMatchObject({ state: 'stopped', reason });
    expect(push.log.events()).toContain('notice_stopped');
    push.channel.script = () => undefined;
    await push.notices.resume(push.notice.id, 'staff:li');
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 80 });
    expect(await push.notices.get(push.notice.id)).not.toHaveProperty('reason');
  });
});

describe('a person whom WeChat refuses by a code that may be about the account', () => {
  const restricted = { kind: 'stop' as const, reason: { code: 'wechat_restricted', message: '受限' } };

  it('keeps the notice from nobody else', async () => {
    const push = await aPush(table, 80);
    const [first] = push.openids;
    push.channel.script = ({ openid }) => (openid === first ? { outcome: restricted } : undefined);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 79, rejected: 1, waiting: 0 });
    expect((await push.notices.get(push.notice.id))?.state).toBe('sent');
  });

  it('is the account’s fault when one after the other is refused: the notice stops, and few are given up', async () => {
    const push = await aPush(table, 80);
    push.channel.script = () => ({ outcome: restricted });
    await push.work();
    expect(await push.notices.get(push.notice.id)).toMatchObject({ state: 'stopped', reason: restricted.reason });
    const { waiting, rejected } = await push.notices.figures(push.notice.id);
    expect([waiting >= 76, rejected <= 4]).toEqual([true, true]);
  });

  it('stops a notice to a few, of whom nobody could tell', async () => {
    const push = await aPush(table, 2);
    push.channel.script = () => ({ outcome: restricted });
    await push.work();
    expect((await push.notices.get(push.notice.id))?.state).toBe('stopped');
    expect((await push.notices.figures(push.notice.id)).waiting).toBe(2);
  });
});

describe('stopping', () => {
  it('is seen within a second’s messages, and resuming sends the rest', async () => {
    const push = await aPush(table, 180, {}, { rules: { messagesPerSecond: 40 } });
    push.channel.script = (_, call) => {
      if (call === 5) void push.notices.stop(push.notice.id, 'staff:li');
      return undefined;
    };
    await push.work();
    const { accepted } = await push.notices.figures(push.notice.id);
    expect(accepted).toBeLessThan(80);
    expect((await push.notices.get(push.notice.id))?.state).toBe('stopped');
    push.channel.script = () => undefined;
    await push.notices.resume(push.notice.id, 'staff:li');
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 180, waiting: 0 });
    expect(push.channel.calls).toHaveLength(180);
  });
});

describe('a sender that dies', () => {
  it('between the sends and their record is taken over under the same ids', async () => {
    const push = await aPush(table, 12);
    const ids = new Map<string, string>();
    // Dead before anything is recorded.
    const dying = push.openMortal({ calls: 16, lastHasEffect: false }).sender;
    await expect(push.work(dying)).rejects.toThrow();
    for (const { openid, clientMessageId } of push.channel.calls) ids.set(openid, clientMessageId);
    expect(ids.size).toBeGreaterThan(0);
    expect((await push.notices.figures(push.notice.id)).accepted).toBe(0);
    await push.minute(2);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 12, unknown: 0, waiting: 0 });
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
    for (const { openid, clientMessageId } of push.channel.calls)
      expect(clientMessageId).toBe(ids.get(openid) ?? clientMessageId);
  });

  it('in the middle of a slow segment has written down what it knew: only the rest go again', async () => {
    const push = await aPush(table, 60);
    push.channel.script = () => {
      push.clock.advance(150);
      return undefined;
    };
    await expect(push.work(push.openMortal({ calls: 62, lastHasEffect: false }).sender)).rejects.toThrow();
    const known = (await push.notices.figures(push.notice.id)).accepted;
    expect(known).toBeGreaterThan(0);
    const before = push.channel.calls.length;
    await push.minute(2);
    await push.work();
    expect(push.channel.calls.length - before).toBeLessThanOrEqual(60 - known);
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 60, unknown: 0, waiting: 0 });
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });

  it('longer ago than WeChat remembers is made up for once the receipts of that time are joined', async () => {
    const push = await aPush(table, 12);
    await expect(push.work(push.openMortal({ calls: 16, lastHasEffect: false }).sender)).rejects.toThrow();
    const gone = new Set(push.channel.accepted.keys());
    push.clock.advance(9 * 60_000);
    await push.minute(2);
    await push.work();
    // As the receipts of those that went out settle them.
    const segment = await push.segments.get(push.notice.id, 0, 0);
    const settled = (segment?.deliveries ?? []).map((delivery) =>
      gone.has(delivery.openid) ? { ...delivery, code: 'd' as const } : delivery,
    );
    if (segment !== undefined) await push.segments.record(segment, settled);
    await createFoldCursors(table, push.clock).put(push.notice.id, {
      at: push.clock() + 3_600_000,
      open: [],
      asked: [],
    });
    for (let minute = 0; minute < 16; minute += 1) {
      await push.minute(1);
      await push.work();
    }
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 12, unknown: 0, waiting: 0 });
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
    expect((await push.notices.get(push.notice.id))?.state).toBe('sent');
  });

  it('longer ago than WeChat remembers leaves its people unknown, not sent twice', async () => {
    const push = await aPush(table, 12);
    await expect(push.work(push.openMortal({ calls: 16, lastHasEffect: true }).sender)).rejects.toThrow();
    const tried = new Set(push.channel.calls.map(({ openid }) => openid));
    push.clock.advance(9 * 60_000);
    await push.minute(8);
    await push.work();
    const figures = await push.notices.figures(push.notice.id);
    expect(figures.unknown).toBeGreaterThanOrEqual(tried.size);
    expect(figures.accepted + figures.unknown).toBe(12);
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });
});

describe('two senders at once', () => {
  it('on one shard: the second leaves it to the first', async () => {
    const push = await aPush(table, 60);
    const job = { do: 'send' as const, noticeId: push.notice.id, shard: 0 };
    await Promise.all([push.sender(job, push.clock() + 120_000), push.sender(job, push.clock() + 120_000)]);
    expect(push.channel.calls).toHaveLength(30);
  });

  it('whose first was thought dead: each person gets one, and the figures are right', async () => {
    const push = await aPush(table, 60);
    const job = { do: 'send' as const, noticeId: push.notice.id, shard: 0 };
    let second: Promise<void> | undefined;
    push.channel.script = (_, call) => {
      if (call !== 8) return undefined;
      push.clock.advance(70_000);
      second = push.open(table).sender(job, push.clock() + 120_000);
      return undefined;
    };
    await push.sender(job, push.clock() + 120_000);
    await second;
    await push.work();
    await push.minute(3);
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 60, waiting: 0, unknown: 0 });
    expect([...push.channel.accepted.values()].every((times) => times.length === 1)).toBe(true);
  });
});

describe('the time limit', () => {
  it('ends a run before the next segment, and queues the rest', async () => {
    const push = await aPush(table, 180, {}, { rules: { messagesPerSecond: 20 } });
    const job = { do: 'send' as const, noticeId: push.notice.id, shard: 0 };
    push.jobs.length = 0;
    await push.sender(job, push.clock() + 22_000);
    expect(push.jobs).toEqual([job]);
    expect(push.channel.calls.length).toBeLessThan(90);
    await push.work();
    expect(push.channel.calls).toHaveLength(90);
  });
});
