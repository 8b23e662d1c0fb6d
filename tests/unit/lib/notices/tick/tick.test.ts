import { describe, expect, it } from 'vitest';
import { keys } from '../../../../../lib/platform/keys.ts';
import { aClock } from '../../../../support/clock.ts';
import { itemsOf, useTable } from '../../../../support/table.ts';
import { aNotice, anEngine, followersIn } from '../engine.ts';

const table = useTable();
const active = async () => (await itemsOf(table, keys.activeNotice('').pk)).map(({ sk }) => sk);
const sends = (engine: ReturnType<typeof anEngine>, noticeId: string) =>
  engine.jobs.filter((job) => job.do === 'send' && job.noticeId === noticeId);
const folds = (engine: ReturnType<typeof anEngine>, noticeId: string) =>
  engine.jobs.filter((job) => job.do === 'fold' && job.noticeId === noticeId);

const aPush = async () => {
  const engine = anEngine(table);
  const openids = await followersIn(table, 8);
  const notice = await engine.freeze(aNotice({ lane: 'urgent' }), [openids.slice(0, 4), openids.slice(4)]);
  return { engine, notice };
};

describe('what is due', () => {
  it('is handed on at its time, the oldest first, and once', async () => {
    const engine = anEngine(table);
    const at = engine.clock() + 60_000;
    for (const shard of [3, 1, 2])
      await engine.due.put(at + shard, 'same-part', { do: 'send', lane: 'bulk', noticeId: 'n', shard });
    await engine.tick(engine.clock() + 60_000);
    expect(engine.jobs).toEqual([]);
    await engine.minute(2);
    await engine.minute(2);
    expect(sends(engine, 'n').map((job) => 'shard' in job && job.shard)).toEqual([1, 2, 3]);
  });

  it('may be more than one page', async () => {
    const engine = anEngine(table);
    for (let each = 0; each < 420; each += 1)
      await engine.due.put(engine.clock(), `many#${each}`, { do: 'fold', noticeId: `m${each}` });
    await engine.tick(engine.clock() + 60_000);
    expect(engine.jobs).toHaveLength(420);
  });

  it('stays when its job cannot be handed on, and keeps no other back', async () => {
    const engine = anEngine(table);
    const broken = engine.open(table);
    broken.queues.fold = async (id) => {
      if (id === 'bad') throw new Error('queue is gone');
    };
    await engine.due.put(engine.clock() - 5, 'bad', { do: 'fold', noticeId: 'bad' });
    await engine.due.put(engine.clock(), 'good', { do: 'remind-unread', noticeId: 'good' });
    await broken.tick(engine.clock() + 60_000);
    expect(engine.reminded).toEqual(['good']);
    const [left, ...others] = await engine.due.take(engine.clock());
    expect([left?.job.noticeId, others]).toEqual(['bad', []]);
    if (left !== undefined) await engine.due.delete(left);
  });

  it('is done at least once by two ticks at once', async () => {
    const { engine, notice } = await aPush();
    await engine.due.put(engine.clock(), 'twice', { do: 'fold', noticeId: notice.id });
    await Promise.all([engine.tick(engine.clock() + 60_000), engine.tick(engine.clock() + 60_000)]);
    expect(folds(engine, notice.id).length).toBeGreaterThanOrEqual(1);
    expect(await engine.due.take(engine.clock())).toEqual([]);
  });
});

describe('a notice under way', () => {
  it('whose jobs were lost is taken up after a minute, and not each minute', async () => {
    const { engine, notice } = await aPush();
    engine.jobs.length = 0;
    await engine.tick(engine.clock() + 60_000);
    expect(sends(engine, notice.id)).toHaveLength(0);
    await engine.minute(4);
    expect(sends(engine, notice.id)).toHaveLength(2);
  });

  it('whose sender died is taken up as soon as its lease has run out', async () => {
    const { engine, notice } = await aPush();
    engine.jobs.length = 0;
    await engine.shards.lease(notice.id, 0, { holder: 'dead', until: engine.clock() + 60_000, now: engine.clock() });
    await engine.shards.lease(notice.id, 1, { holder: 'alive', until: engine.clock() + 90_000, now: engine.clock() });
    await engine.minute();
    expect(sends(engine, notice.id)).toEqual([{ do: 'send', noticeId: notice.id, shard: 0 }]);
  });

  it('is sent though its last sender died before saying so', async () => {
    const { engine, notice } = await aPush();
    for (const shard of [0, 1]) await engine.shards.markSent(notice.id, shard);
    await engine.minute();
    expect((await engine.notices.get(notice.id))?.state).toBe('sent');
  });

  it('that lies about for a quarter of an hour is a fault', async () => {
    const { engine } = await aPush();
    await engine.minute(14);
    expect(engine.log.events()).not.toContain('notice_stalled');
    await engine.minute(3);
    expect(engine.log.events()).toContain('notice_stalled');
  });

  it('whose counting stands still is planned again, the missing shards alone', async () => {
    const engine = anEngine(table);
    const notice = aNotice({ shards: 3 });
    await engine.active.add(notice.id, engine.clock());
    await engine.store.create(notice);
    await engine.shards.freeze(notice.id, 1, { people: 1, accounts: 1, optedOut: 0, segments: 1 });
    await engine.minute();
    expect(engine.jobs.filter((job) => job.do === 'plan').map((job) => 'shard' in job && job.shard)).toEqual([0, 2]);
  });

  it('to a few, whose maker died before anybody was written down, goes out', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 1);
    const notice = aNotice({ shards: 1, audience: { of: 'people', openids }, createdAt: engine.clock() });
    await engine.active.add(notice.id, engine.clock());
    await engine.store.create(notice);
    await engine.minute();
    await engine.work();
    expect(await engine.notices.figures(notice.id)).toMatchObject({ people: 1, accepted: 1 });
  });

  it('whose counting was done by somebody who died goes on', async () => {
    const engine = anEngine(table);
    const notice = aNotice({ shards: 1 });
    await engine.active.add(notice.id, engine.clock());
    await engine.store.create(notice);
    await engine.shards.freeze(notice.id, 0, { people: 1, accounts: 1, optedOut: 0, segments: 1 });
    await engine.minute();
    expect((await engine.notices.get(notice.id))?.state).toBe('sending');
  });
});

describe('notices under way that are too many for one minute', () => {
  it('each have their turn, and leave time to what is due', async () => {
    const clock = aClock(Date.parse('2026-08-16T10:00:00+08:00'));
    const engine = anEngine(table, { clock });
    for (let each = 0; each < 60; each += 1) await engine.active.add(`crowd-${each}`, clock() + 3_600_000);
    const slow = engine.open(table);
    const { get } = slow.store;
    const looked: string[] = [];
    slow.store.get = async (id) => {
      clock.advance(1_000);
      looked.push(id);
      return get(id);
    };
    await slow.tick(clock() + 30_000);
    expect(looked.length).toBeLessThan(45);
    for (let minute = 0; minute < 9; minute += 1) {
      clock.advance(60_000);
      await slow.tick(clock() + 30_000);
    }
    expect(new Set(looked.filter((id) => id.startsWith('crowd'))).size).toBe(60);
    for (let each = 0; each < 60; each += 1) await engine.active.remove(`crowd-${each}`);
  });
});

describe('receipts', () => {
  it('are joined each minute at first, then each hour, for two days', async () => {
    const clock = aClock(Date.parse('2026-06-16T10:00:00+08:00'));
    const engine = anEngine(table, { clock });
    const openids = await followersIn(table, 9);
    const notice = await engine.freeze(aNotice({ lane: 'urgent', createdAt: clock() }), [openids, []]);
    await engine.work();
    await engine.minute(3);
    expect(folds(engine, notice.id)).toHaveLength(3);
    clock.advance(55 * 60_000);
    await engine.minute(4);
    expect(folds(engine, notice.id)).toHaveLength(3 + 1);
    clock.advance(50 * 3_600_000);
    await engine.minute();
    expect(await active()).not.toContain(notice.id);
  });
});

describe('receipts of a notice that takes long to send', () => {
  it('are joined every five minutes as long as it does', async () => {
    const { engine, notice } = await aPush();
    engine.clock.advance(40 * 60_000);
    await engine.minute(10);
    expect(folds(engine, notice.id)).toHaveLength(2);
  });
});

describe('a notice that is not under way after all', () => {
  it('is forgotten, but not while somebody may be about to begin it', async () => {
    const engine = anEngine(table);
    await engine.active.add('never-stored', engine.clock());
    await engine.minute();
    expect(await active()).toContain('never-stored');
    await engine.minute(2);
    expect(await active()).not.toContain('never-stored');
  });
});
