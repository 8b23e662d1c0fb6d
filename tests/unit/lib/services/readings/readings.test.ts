import { beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../../../../lib/notices/model.ts';
import { createReadings as createReadingStore } from '../../../../../lib/notices/readings.ts';
import { createSegmentStore } from '../../../../../lib/notices/segments.ts';
import { createNoticeStore } from '../../../../../lib/notices/store.ts';
import { createTallies } from '../../../../../lib/notices/tallies.ts';
import { createNoticeTexts } from '../../../../../lib/notices/texts.ts';
import { audienceShards, shardOf } from '../../../../../lib/platform/keys.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createReadings } from '../../../../../lib/services/readings/index.ts';
import { aClock } from '../../../../support/clock.ts';
import { aFollower } from '../../../../support/followers.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { callRoute } from '../../../../support/services.ts';
import { useTable } from '../../../../support/table.ts';

const table = useTable();
const now = aClock();
const sentNotices = createNoticeStore(table, now);
const segments = createSegmentStore({ table, tallies: createTallies(table, now), now });
const noticeTexts = createNoticeTexts(table);
const readings = createReadingStore(table);
const service = createReadings({ sentNotices, segments, noticeTexts, readings });
let fund: Organisation;
beforeAll(async () => {
  fund = await anOrganisation('housing-fund');
});

const aNotice = (id: string, changes: Partial<Notice> = {}): Notice => ({
  ...{ id, template: 'officer-notice', lane: 'bulk', title: '培训', confirmation: 'by-staff', by: 'staff:demo' },
  fields: { thing1: '基数申报培训', thing2: '归集科', time3: '2026-05-16 10:00', thing4: '请于3月10日前报名' },
  ...{ audience: { of: 'group', groupId: 'unit-officers-nanhu' }, mustRead: { remindAfterHours: 24 } },
  ...{ channel: 'template', shards: audienceShards, state: 'sent', warnings: [], holds: [] },
  ...{ createdAt: now(), startedAt: now(), version: 1 },
  ...changes,
});
const ask = (method: 'show' | 'confirm', openid: string, notice: string) =>
  callRoute(service, method === 'show' ? '/' : '/confirm', {
    ...{ organisation: fund, input: { notice }, now: now(), follower: aFollower({ openid }) },
  });
const refusal = expect.objectContaining({ code: 'no_such_notice', status: 404 });

describe('the reading page', () => {
  const people = Array.from({ length: 300 }, (_, place) => `oOfficer${String(place).padStart(4, '0')}`);
  const inShard = people.filter((openid) => shardOf(openid) === 3);

  it('shows a recipient of any segment the notice as sent, with its text, and notes when they read it', async () => {
    await sentNotices.create(aNotice('notice-of-a-group-0001'));
    await noticeTexts.put('notice-of-a-group-0001', '全文', now());
    for (const [number, openid] of inShard.entries()) {
      await segments.create('notice-of-a-group-0001', 3, number, [openid], number === inShard.length - 1);
    }
    for (const openid of inShard) {
      const shown = await ask('show', openid, 'notice-of-a-group-0001');
      expect(shown).toMatchObject({ title: '单位专管员通知', text: '全文', mustRead: true, sentAt: now() });
    }
    const [reader = ''] = inShard;
    const readAt = now();
    expect(await ask('confirm', reader, 'notice-of-a-group-0001')).toEqual({ readAt });
    now.advance(60_000);
    expect(await ask('confirm', reader, 'notice-of-a-group-0001')).toEqual({ readAt });
    expect(await ask('show', reader, 'notice-of-a-group-0001')).toMatchObject({
      readAt,
      lines: expect.arrayContaining([{ label: '通知标题', value: '基数申报培训' }]),
    });
  });

  it('shows nobody else anything, nor that there is such a notice', async () => {
    const others = people.filter((openid) => shardOf(openid) === 4);
    for (const openid of [...others, `${inShard[0]}x`, 'o', 'z']) {
      await expect(ask('show', openid, 'notice-of-a-group-0001')).rejects.toEqual(refusal);
      await expect(ask('confirm', openid, 'notice-of-a-group-0001')).rejects.toEqual(refusal);
    }
    await expect(ask('show', inShard[0] ?? '', 'no-such-notice-0000001')).rejects.toEqual(refusal);
  });

  it('shows no notice that has not gone out', async () => {
    const { startedAt, ...waiting } = aNotice('notice-that-waits-0001', { state: 'ready' });
    await sentNotices.create(waiting);
    const [openid = ''] = inShard;
    await segments.create('notice-that-waits-0001', 3, 0, [openid], true);
    await expect(ask('show', openid, 'notice-that-waits-0001')).rejects.toEqual(refusal);
  });

  it('finds the recipient of a notice to a few people', async () => {
    await sentNotices.create(aNotice('notice-to-a-few-00001', { shards: 1 }));
    const [a = '', b = ''] = people;
    await segments.create('notice-to-a-few-00001', 0, 0, [a, b], true);
    expect(await ask('show', b, 'notice-to-a-few-00001')).toMatchObject({ title: '单位专管员通知' });
  });
});
