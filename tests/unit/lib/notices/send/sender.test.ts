import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../../../lib/notices/channels/channel.ts';
import { keys } from '../../../../../lib/platform/keys.ts';
import { aClock } from '../../../../support/clock.ts';
import { itemsOf, useTable } from '../../../../support/table.ts';
import { aNotice, anEngine, aPush, followersIn } from '../engine.ts';

const table = useTable();
describe('a notice that goes out', () => {
  it('reaches each person once, and counts what its segments say', async () => {
    const { work, channel, notice, notices, openids } = await aPush(table, 50);
    await work();
    expect([...channel.accepted.keys()].sort()).toEqual(openids);
    expect(channel.calls).toHaveLength(50);
    expect(await notices.get(notice.id)).toMatchObject({ state: 'sent', people: 50 });
    expect(await notices.figures(notice.id)).toMatchObject({ people: 50, waiting: 0, accepted: 50, delivered: 0 });
  });

  it('sends everybody the same fields under an id that is theirs alone', async () => {
    const { work, channel } = await aPush(table, 6, { link: '/pages/outages' });
    await work();
    expect(new Set(channel.calls.map(({ clientMessageId }) => clientMessageId)).size).toBe(6);
    expect(channel.calls[0]).toMatchObject({
      template: 'outage',
      fields: { thing1: '中山路' },
      link: '/pages/outages',
    });
    expect(channel.calls[0]?.clientMessageId).toMatch(/^[\w-]{32}$/);
  });

  it('keeps the id of each message for its receipt', async () => {
    const { work, channel, notice, notices } = await aPush(table, 2);
    await work();
    for await (const { openid, messageId } of notices.deliveries(notice.id))
      expect(messageId).toBe(channel.accepted.get(openid)?.[0]?.messageId);
  });

  it('is nothing to a job that comes again', async () => {
    const { work, channel, notice, sender, clock } = await aPush(table, 4);
    await work();
    await sender({ do: 'send', noticeId: notice.id, shard: 0 }, clock() + 120_000);
    expect(channel.calls).toHaveLength(4);
  });
});

describe('an answer about one person', () => {
  const cases: [SendOutcome, string][] = [
    [{ kind: 'not-following' }, 'n'],
    [{ kind: 'refused' }, 'r'],
    [{ kind: 'blocked' }, 'x'],
    [{ kind: 'rejected' }, 'x'],
  ];
  it.each(cases)('%o ends it for that person, and for nobody else', async (outcome, code) => {
    const push = await aPush(table, 8);
    const [first = '', ...others] = push.openids;
    push.channel.script = ({ openid }) => (openid === first ? { outcome } : undefined);
    await push.work();
    expect(await push.codes(push.notice.id)).toEqual({
      ...Object.fromEntries(others.map((openid) => [openid, 'a'])),
      [first]: code,
    });
    expect(push.channel.calls.filter(({ openid }) => openid === first)).toHaveLength(1);
  });

  it('that refuses it has a text message sent where the template has one', async () => {
    const push = await aPush(table, 4, { template: 'sms' });
    const [first = ''] = push.openids;
    push.channel.script = ({ openid }) => (openid === first ? { outcome: { kind: 'refused' } } : undefined);
    await push.work();
    expect(push.jobs).toEqual([{ do: 'fall-back', noticeId: push.notice.id, shard: 0 }]);
  });
});

describe('people who are not asked', () => {
  it('have left, or switched such notices off since', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 4, (place) =>
      place === 0 ? { notices: { off: ['outages'], sms: false } } : {},
    );
    const notice = await engine.freeze(aNotice(), [[...openids, 'oPersonGone'], []]);
    await engine.work();
    expect(await engine.codes(notice.id)).toMatchObject({ [openids[0] as string]: 'o', oPersonGone: 'n' });
    expect(engine.channel.calls).toHaveLength(3);
  });

  it('get it after their own quiet hours', async () => {
    const quiet = { notices: { off: [], sms: false, quiet: { from: '09:00', to: '11:00' } } };
    const engine = anEngine(table);
    const openids = await followersIn(table, 4, (place) => (place === 0 ? quiet : {}));
    const notice = await engine.freeze(aNotice(), [openids, []]);
    await engine.work();
    expect(await engine.notices.figures(notice.id)).toMatchObject({ quiet: 1, accepted: 3, waiting: 0 });
    expect((await engine.notices.get(notice.id))?.state).toBe('sending');
    engine.clock.set(Date.parse('2026-05-16T11:00:00+08:00'));
    await engine.minute();
    await engine.work();
    expect(await engine.notices.figures(notice.id)).toMatchObject({ quiet: 0, accepted: 4 });
    expect((await engine.notices.get(notice.id))?.state).toBe('sent');
  });

  it('have no quiet hours for an urgent notice', async () => {
    const quiet = { notices: { off: [], sms: false, quiet: { from: '09:00', to: '11:00' } } };
    const engine = anEngine(table);
    const openids = await followersIn(table, 2, () => quiet);
    const notice = await engine.freeze(aNotice({ lane: 'urgent' }), [openids, []]);
    await engine.work();
    expect(await engine.notices.figures(notice.id)).toMatchObject({ accepted: 2 });
  });
});

describe('the organisation’s quiet hours', () => {
  it('put a bulk notice off that is under way', async () => {
    const clock = aClock(Date.parse('2026-05-16T21:59:00+08:00'));
    const push = await aPush(table, 4, {}, { clock });
    clock.advance(60_000);
    await push.work();
    expect(push.channel.calls).toHaveLength(0);
    clock.set(Date.parse('2026-05-17T07:00:00+08:00'));
    await push.minute();
    await push.work();
    expect(await push.notices.figures(push.notice.id)).toMatchObject({ accepted: 4 });
  });
});

describe('a notice to a few people', () => {
  it('has its messages awaited, and is looked back at once', async () => {
    const engine = anEngine(table);
    const openids = await followersIn(table, 2);
    const notice = await engine.notices.draft({
      ...{ id: aNotice().id, template: 'outage', fields: { thing1: '中山路' }, lane: 'urgent' as const },
      ...{
        audience: { of: 'people' as const, openids },
        title: '账户变动',
        confirmation: 'automatic' as const,
        by: 'open:erp',
      },
    });
    expect(notice).toMatchObject({ state: 'sending', people: 2, shards: 1 });
    await engine.work();
    for (const openid of openids) {
      const messageId = engine.channel.accepted.get(openid)?.[0]?.messageId ?? '';
      const [item] = (await itemsOf(table, keys.follower(openid).pk)).filter(({ sk }) =>
        String(sk).startsWith('awaited'),
      );
      expect(item).toMatchObject({
        sk: `awaited#${messageId}`,
        noticeId: notice.id,
        shard: 0,
        number: 0,
        template: 'outage',
      });
    }
    expect((await engine.notices.get(notice.id))?.state).toBe('sent');
    expect(await engine.notices.list('2026-05')).not.toContainEqual(expect.objectContaining({ id: notice.id }));
    await engine.minute(3);
    expect(engine.jobs.filter((job) => job.noticeId === notice.id)).toEqual([{ do: 'fold', noticeId: notice.id }]);
  });
});
