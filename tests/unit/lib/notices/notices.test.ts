import { describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../../../lib/notices/model.ts';
import { noticeId } from '../../../../lib/notices/notices.ts';
import { aClock } from '../../../support/clock.ts';
import { useTable } from '../../../support/table.ts';
import { aNotice, anEngine, followersIn } from './engine.ts';

const table = useTable();
let count = 0;
const aDraft = (changes: Partial<NoticeDraft> = {}): NoticeDraft => ({
  id: noticeId('test', String(count++)),
  template: 'outage',
  fields: { thing1: '中山路' },
  lane: 'bulk',
  audience: { of: 'areas', areaIds: ['line-5'] },
  title: '计划停电 中山路',
  confirmation: 'by-staff',
  by: 'staff:li',
  ...changes,
});

const frozen = async (engine: ReturnType<typeof anEngine>, draft: NoticeDraft, people: number) => {
  const notice = await engine.notices.draft(draft);
  const counts = { accounts: people, optedOut: 1, segments: 1 };
  for (let shard = 0; shard < notice.shards; shard += 1)
    await engine.shards.freeze(notice.id, shard, {
      ...counts,
      people: shard === 0 ? people : 0,
      accounts: 0,
      optedOut: 0,
    });
  await engine.notices.frozen(notice.id);
  return (await engine.notices.get(notice.id)) ?? notice;
};

describe('the id of a notice', () => {
  it('is the same for the same parts alone, and fits an address', () => {
    expect(noticeId('a', 'b')).toBe(noticeId('a', 'b'));
    expect(noticeId('a', 'b')).toMatch(/^[\w-]{22}$/);
    expect(new Set([noticeId('a', 'b'), noticeId('ab'), noticeId('a', 'b', ''), noticeId('b', 'a')]).size).toBe(4);
  });
});

describe('a draft', () => {
  it('is stored, listed, and has its audience counted shard by shard', async () => {
    const { notices, jobs } = anEngine(table);
    const draft = aDraft();
    const notice = await notices.draft(draft);
    expect(notice).toMatchObject({ state: 'freezing', shards: 16, channel: 'template', version: 1 });
    expect(jobs).toEqual(Array.from({ length: 16 }, (_, shard) => ({ do: 'plan', noticeId: draft.id, shard })));
    expect(await notices.list('2026-05')).toContainEqual(notice);
    expect(await notices.list('2026-06')).toEqual([]);
  });

  it('that comes again is the same notice, whatever has become of it', async () => {
    const engine = anEngine(table);
    const draft = aDraft();
    await frozen(engine, draft, 5);
    expect(await engine.notices.draft({ ...draft, title: 'another' })).toMatchObject({
      state: 'ready',
      title: draft.title,
    });
  });

  it('that died before its jobs were queued is queued by its repetition', async () => {
    const { notices, jobs } = anEngine(table);
    const draft = aDraft();
    await notices.draft(draft);
    jobs.length = 0;
    await notices.draft(draft);
    expect(jobs).toHaveLength(16);
  });

  it.each([
    ['unknown_template', { template: 'toString' }],
    ['bad_fields', { fields: {} }],
    ['bad_fields', { fields: { thing1: '一二三四五六七八九十一二三四五六七八九十一' } }],
    ['bad_audience', { audience: { of: 'areas' as const, areaIds: [] } }],
    ['bad_audience', { audience: { of: 'people' as const, openids: [] } }],
    ['bad_link', { link: 'https://elsewhere.example' }],
  ])('with a fault (%s) stores nothing', async (code, changes) => {
    const { notices, jobs } = anEngine(table);
    const draft = aDraft(changes);
    await expect(notices.draft(draft)).rejects.toMatchObject({ code, kind: 'reject' });
    expect(await notices.get(draft.id)).toBeUndefined();
    expect(jobs).toEqual([]);
  });

  it('to a few people goes out at once, each of them once', async () => {
    const engine = anEngine(table);
    const [one = '', other = ''] = await followersIn(table, 2);
    const audience = { of: 'people' as const, openids: [other, one, other] };
    const notice = await engine.notices.draft(aDraft({ audience, confirmation: 'automatic' }));
    expect(notice).toMatchObject({ state: 'sending', people: 2, shards: 1, confirmedBy: 'staff:li' });
    expect(engine.jobs).toEqual([{ do: 'send', noticeId: notice.id, shard: 0 }]);
    expect(Object.keys(await engine.codes(notice.id))).toEqual([one, other]);
  });
});

describe('a counted audience', () => {
  it('waits for staff', async () => {
    const engine = anEngine(table);
    expect(await frozen(engine, aDraft(), 40)).toMatchObject({ state: 'ready', people: 40, holds: [] });
  });

  it('waits for the other shards', async () => {
    const engine = anEngine(table);
    const { id } = await engine.notices.draft(aDraft());
    await engine.shards.freeze(id, 0, { people: 1, accounts: 1, optedOut: 0, segments: 1 });
    await engine.notices.frozen(id);
    expect((await engine.notices.get(id))?.state).toBe('freezing');
  });

  it('of nobody is refused with the reason', async () => {
    const engine = anEngine(table);
    const notice = await frozen(engine, aDraft({ confirmation: 'automatic' }), 0);
    expect(notice).toMatchObject({ state: 'refused', reason: { code: 'empty_audience' } });
  });

  it.each([
    ['large_audience', 51_000, {}, {}],
    ['over_quota', 40, {}, { dailyQuota: 39 }],
    ['template_id_missing', 40, { template: 'bare' }, {}],
    ['lead_time', 40, { holds: [{ code: 'lead_time', message: '不足七天' }] }, {}],
  ])('with %s is held, however it was to be confirmed', async (code, people, changes, rules) => {
    const engine = anEngine(table, { rules });
    const notice = await frozen(engine, aDraft({ ...changes, confirmation: 'automatic' }), people);
    expect(notice).toMatchObject({ state: 'held', holds: [{ code }] });
    expect(engine.jobs.filter((job) => job.do === 'send')).toEqual([]);
  });

  it('goes out by itself where nothing holds it, once, though told twice at once', async () => {
    const engine = anEngine(table);
    const { id } = await frozen(engine, aDraft(), 0);
    expect(id).toBeDefined();
    const draft = aDraft({ confirmation: 'automatic' });
    const notice = await engine.notices.draft(draft);
    for (let shard = 0; shard < 16; shard += 1)
      await engine.shards.freeze(notice.id, shard, { people: 2, accounts: 3, optedOut: 1, segments: 1 });
    await Promise.all([engine.notices.frozen(notice.id), engine.notices.frozen(notice.id)]);
    expect(await engine.notices.get(notice.id)).toMatchObject({
      state: 'sending',
      people: 32,
      accounts: 48,
      optedOut: 16,
    });
    expect(engine.jobs.filter((job) => job.do === 'send')).toHaveLength(16);
  });
});

describe('confirming', () => {
  it('lets a notice go out, and is the same a second time', async () => {
    const engine = anEngine(table);
    const { id } = await frozen(engine, aDraft(), 40);
    const first = await engine.notices.confirm(id, 'staff:wang');
    expect(first).toMatchObject({ kind: 'changed', notice: { state: 'sending', confirmedBy: 'staff:wang' } });
    expect(await engine.notices.confirm(id, 'staff:li')).toEqual(first);
    expect(engine.jobs.filter((job) => job.do === 'send')).toHaveLength(16);
  });

  it('is refused for a time by which its people would be forgotten', async () => {
    const engine = anEngine(table);
    const releaseAt = engine.clock() + 61 * 86_400_000;
    await expect(engine.notices.draft(aDraft({ releaseAt }))).rejects.toMatchObject({
      code: 'too_far',
      kind: 'reject',
    });
  });

  it('of a later one has it wait for its hour', async () => {
    const engine = anEngine(table);
    const releaseAt = engine.clock() + 90 * 60_000;
    const { id } = await frozen(engine, aDraft({ releaseAt }), 40);
    expect(await engine.notices.confirm(id, 'staff:li')).toMatchObject({ notice: { state: 'scheduled', releaseAt } });
    engine.clock.advance(88 * 60_000);
    await engine.minute();
    expect((await engine.notices.get(id))?.state).toBe('scheduled');
    await engine.minute();
    expect((await engine.notices.get(id))?.state).toBe('sending');
    expect(engine.jobs.filter((job) => job.do === 'send' && job.noticeId === id)).toHaveLength(16);
  });

  it('of a bulk one at night puts it off to the end of quiet hours; an urgent one goes', async () => {
    const engine = anEngine(table, { clock: aClock(Date.parse('2026-05-16T23:30:00+08:00')) });
    const { id } = await frozen(engine, aDraft(), 40);
    const releaseAt = Date.parse('2026-05-17T07:00:00+08:00');
    expect(await engine.notices.confirm(id, 'staff:li')).toMatchObject({ notice: { state: 'scheduled', releaseAt } });
    const urgent = await frozen(engine, aDraft({ lane: 'urgent' }), 40);
    expect(await engine.notices.confirm(urgent.id, 'staff:li')).toMatchObject({ notice: { state: 'sending' } });
  });

  it('of one that is unknown, refused or being counted changes nothing', async () => {
    const engine = anEngine(table);
    expect(await engine.notices.confirm('none', 'staff:li')).toEqual({ kind: 'unknown' });
    const counted = await engine.notices.draft(aDraft());
    expect(await engine.notices.confirm(counted.id, 'staff:li')).toEqual({ kind: 'refused', state: 'freezing' });
  });
});

describe('stopping, resuming and cancelling', () => {
  it('stops what goes out, and resumes it', async () => {
    const engine = anEngine(table);
    const { id } = await frozen(engine, aDraft({ confirmation: 'automatic' }), 40);
    const stopped = await engine.notices.stop(id, 'staff:li');
    expect(stopped).toMatchObject({ notice: { state: 'stopped', reason: { code: 'stopped_by_staff' } } });
    expect(await engine.notices.stop(id, 'staff:li')).toEqual(stopped);
    engine.jobs.length = 0;
    expect(await engine.notices.resume(id, 'staff:li')).toMatchObject({ notice: { state: 'sending' } });
    expect(engine.jobs).toHaveLength(16);
    expect(await engine.notices.cancel(id, 'staff:li')).toEqual({ kind: 'refused', state: 'sending' });
  });

  it('cancels what has not begun, for good', async () => {
    const engine = anEngine(table);
    const { id } = await frozen(engine, aDraft({ releaseAt: engine.clock() + 60_000 }), 40);
    await engine.notices.confirm(id, 'staff:li');
    expect(await engine.notices.cancel(id, 'staff:li')).toMatchObject({ notice: { state: 'cancelled' } });
    await engine.minute(5);
    expect((await engine.notices.get(id))?.state).toBe('cancelled');
    expect(await engine.notices.confirm(id, 'staff:li')).toEqual({ kind: 'refused', state: 'cancelled' });
  });
});

describe('a notice that must be read', () => {
  it('has those who have not reminded after its hours', async () => {
    const engine = anEngine(table);
    const notice = aNotice({ mustRead: { remindAfterHours: 2 } });
    await engine.freeze(notice, [await followersIn(table, 2), []]);
    await engine.work();
    engine.clock.advance(118 * 60_000);
    await engine.minute();
    expect(engine.reminded).toEqual([]);
    await engine.minute();
    expect(engine.reminded).toEqual([notice.id]);
  });
});
