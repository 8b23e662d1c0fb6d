import { beforeEach, describe, expect, it } from 'vitest';
import { createFallBack } from '../../../../lib/notices/fallback/fall-back.ts';
import type { Notice, NoticeDraft } from '../../../../lib/notices/model.ts';
import { createReadings } from '../../../../lib/notices/readings.ts';
import { createRemindUnread } from '../../../../lib/notices/remind-unread.ts';
import type { Segment } from '../../../../lib/notices/segment.ts';
import { createSegmentStore } from '../../../../lib/notices/segments.ts';
import { createTallies } from '../../../../lib/notices/tallies.ts';
import type { Template } from '../../../../lib/platform/profile/notices.ts';
import { aClock } from '../../../support/clock.ts';
import { aLog } from '../../../support/log.ts';
import { useTable } from '../../../support/table.ts';

const table = useTable();
const hour = 3_600_000;
const now = aClock();
const aTemplate = (sms?: Template['sms']): Template => ({
  ...{ title: '通知', channel: 'template', id: 't1', fields: { thing1: '标题' } },
  ...(sms === undefined ? {} : { sms }),
});
const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  ...{ id: 'n1', template: 'officer-notice', lane: 'bulk', title: '培训', confirmation: 'by-staff', by: 'staff:demo' },
  ...{ fields: { thing1: '培训' }, audience: { of: 'group', groupId: 'g1' }, mustRead: { remindAfterHours: 24 } },
  ...{ channel: 'template', shards: 16, state: 'sent', warnings: [], holds: [], createdAt: now(), version: 1 },
  ...{ startedAt: now(), sentAt: now(), link: '/pages/reading?notice=n1' },
  ...changes,
});
const world = (notice: Notice, template: Template) => {
  const [drafts, jobs, later] = [[] as NoticeDraft[], [] as number[], [] as number[]];
  const remind = createRemindUnread({
    store: { get: async () => notice },
    due: { put: async (at) => void later.push(at) },
    queues: { fallBack: async (_, shard) => void jobs.push(shard) },
    notices: { draft: async (draft) => drafts.push(draft) as never },
    templates: { 'officer-notice': template },
    ...{ now, log: aLog().log },
  });
  return { drafts, jobs, later, remind };
};

beforeEach(() => now.set(Date.parse('2026-05-16T10:00:00+08:00')));

describe('reminding those who have not read a notice', () => {
  it('queues text messages of every shard where the template has one', async () => {
    const notice = aNotice();
    now.advance(24 * hour);
    const { jobs, drafts, remind } = world(notice, aTemplate({ templateId: '1', parameters: ['thing1'] }));
    await remind('n1');
    expect(jobs.sort((a, b) => a - b)).toEqual([...Array(16).keys()]);
    expect(drafts).toEqual([]);
  });

  it('sends the card once more where it has none: to the unread, under one id, without another reminder', async () => {
    const notice = aNotice();
    now.advance(24 * hour);
    const { jobs, drafts, remind } = world(notice, aTemplate());
    await remind('n1');
    await remind('n1');
    expect(jobs).toEqual([]);
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1);
    expect(drafts[0]).toMatchObject({ audience: { of: 'notice', noticeId: 'n1', which: 'unread' }, link: notice.link });
    expect(drafts[0]?.mustRead).toBeUndefined();
  });

  it('waits for its hour, and does nothing for a notice that need not be read', async () => {
    const early = world(aNotice(), aTemplate());
    await early.remind('n1');
    expect(early.later).toEqual([now() + 24 * hour]);
    const { mustRead, ...free } = aNotice();
    const other = world(free, aTemplate());
    now.advance(48 * hour);
    await other.remind('n1');
    expect([...early.drafts, ...other.drafts]).toEqual([]);
  });
});

describe('the job of text messages', () => {
  it('after the hour also wants those who have not read, and nobody who has', async () => {
    const readings = createReadings(table);
    const segments = createSegmentStore({ table, tallies: createTallies(table, now), now });
    await segments.create('n1', 0, 0, ['oBlocked', 'oReader', 'oSlow'], true);
    const first = (await segments.last('n1', 0)) as Segment;
    const codes = ['b', 'd', 'd'] as const;
    const deliveries = first.deliveries.map((delivery, place) => ({
      ...delivery,
      code: codes[place] ?? ('.' as const),
    }));
    await segments.record(first, deliveries, 'done');
    await readings.read('n1', 'oReader', now());
    const wantedNow = async (): Promise<string[]> => {
      const wanted: string[] = [];
      const fallBack = createFallBack({
        ...{ segments, readings, now, log: aLog().log },
        notices: { get: async () => aNotice({ sentAt: Date.parse('2026-05-16T10:00:00+08:00') }) },
        texts: {
          send: async (_, segment, isWanted) => {
            wanted.push(...segment.deliveries.filter(isWanted).map(({ openid }) => openid));
            return 'settled';
          },
        },
        queues: { fallBack: async () => {} },
        due: { put: async () => {} },
        rules: { quietHours: { from: '22:00', to: '07:00' } },
      });
      await fallBack('n1', 0, () => 60_000);
      return wanted;
    };
    expect(await wantedNow()).toEqual(['oBlocked']);
    now.advance(24 * hour);
    expect(await wantedNow()).toEqual(['oBlocked', 'oSlow']);
  });
});
