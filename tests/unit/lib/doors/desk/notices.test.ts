import { gunzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNoticesRoom } from '../../../../../lib/doors/desk/notices/api.ts';
import type { ClosedGate, NoticeShown } from '../../../../../lib/doors/desk/notices/model.ts';
import { staffRights } from '../../../../../lib/guard/desk.ts';
import { createGate, type Gate } from '../../../../../lib/notices/gate.ts';
import type { Notice, NoticeDraft } from '../../../../../lib/notices/model.ts';
import type { Figures, Notices } from '../../../../../lib/notices/port.ts';
import type { Delivery } from '../../../../../lib/notices/segment.ts';
import { beijingMonth } from '../../../../../lib/platform/months.ts';
import { memoryNotices } from '../../../../support/announcements.ts';
import { aClock, aSaturdayMorning } from '../../../../support/clock.ts';
import { aDesk, type DeskVisitor, type TestDesk } from '../../../../support/desk.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { areasOf, someAreas } from '../../services/outages/outage-world.ts';

interface Listing {
  month: string;
  months: string[];
  gates: ClosedGate[];
  notices: NoticeShown[];
}

const organisation = await anOrganisation();
const { holdAbove } = organisation.profile.notices;

const figures: Figures = {
  ...{
    people: 100,
    accounts: 120,
    optedOut: 3,
    waiting: 0,
    accepted: 90,
    delivered: 80,
    blocked: 6,
    failed: 2,
    read: 0,
  },
  ...{
    notFollowing: 4,
    refused: 1,
    declined: 0,
    quiet: 0,
    unknown: 5,
    rejected: 0,
    smsSent: 4,
    smsFailed: 0,
    smsNone: 5,
  },
};

const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  ...{ id: 'n1', template: 'outage-fault', title: '故障停电 城中区', lane: 'bulk', channel: 'template', shards: 16 },
  fields: { thing1: '城中区', time2: '2026年5月16日 10:00', time3: '2026年5月16日 12:00', phrase4: '抢修中' },
  audience: { of: 'areas', areaIds: ['chengzhong'] },
  ...{ confirmation: 'by-staff', by: 'open:dispatch', state: 'ready', people: 100, accounts: 120, optedOut: 3 },
  ...{ warnings: [], holds: [], createdAt: aSaturdayMorning, version: 2 },
  ...changes,
});

const deliveries: Delivery[] = [
  { openid: 'oAliceAliceAliceAliceAliceAA', code: 'd', sms: ' ' },
  { openid: 'oBobBobBobBobBobBobBobBobBob', code: 'b', sms: 's' },
];

describe('the room of notices', { timeout: 30_000 }, () => {
  const table = useTable();
  const clock = aClock();
  let desk: TestDesk;
  let gate: Gate;
  let stored: Map<string, Notice>;
  const drafts: NoticeDraft[] = [];
  const stopped: unknown[] = [];
  const here = {} as Record<'chief' | 'clerk' | 'viewer', DeskVisitor>;

  const engine = (): Notices => {
    const { notices } = memoryNotices(organisation, clock);
    const move = (id: string, state: Notice['state']) => {
      const notice = { ...(stored.get(id) ?? aNotice()), state };
      stored.set(id, notice);
      return { kind: 'changed' as const, notice };
    };
    return {
      ...notices,
      get: async (id) => stored.get(id),
      list: async (month) => [...stored.values()].filter(({ createdAt }) => beijingMonth(createdAt) === month),
      figures: async () => figures,
      draft: async (draft) => {
        drafts.push(draft);
        return notices.draft(draft);
      },
      confirm: async (id) => move(id, 'sending'),
      resume: async (id) => move(id, 'sending'),
      cancel: async (id) => move(id, 'cancelled'),
      stop: async (id, by, reason) => {
        stopped.push([by, reason?.message]);
        return move(id, 'stopped');
      },
      deliveries: async function* () {
        yield* deliveries;
      },
    };
  };

  beforeAll(async () => {
    gate = createGate(table, { dailyQuota: 1000, urgentReserve: 100 });
    const room = createNoticesRoom({ notices: engine(), areas: areasOf(someAreas), gate, organisation });
    desk = aDesk(table, clock, organisation, [room]);
    await desk.join({ name: 'chief', displayName: '老王', rights: staffRights });
    await desk.join({ name: 'clerk', displayName: '小李', rights: ['notices', 'notices:confirm'] });
    await desk.join({ name: 'viewer', displayName: '小陈', rights: ['notices'] });
    for (const name of ['chief', 'clerk', 'viewer'] as const) here[name] = await desk.visit(name);
  });
  beforeEach(() => {
    stored = new Map([['n1', aNotice()]]);
    drafts.length = 0;
  });

  const shown = async (who: DeskVisitor = here.clerk) =>
    (await (await who.get('/desk/api/notices/n1')).json()) as NoticeShown;
  const act = async (who: DeskVisitor, name: string) => {
    const answer = await who.post(`/desk/api/notices/n1/${name}`);
    return [answer.status, stored.get('n1')?.state];
  };

  it('shows a notice as the follower will see it, with its figures, to whom it goes and who made it', async () => {
    expect(await shown()).toMatchObject({
      ...{ people: 100, accounts: 120, audience: '区域：城中区', by: '业务系统 dispatch', done: 95 },
      figures: { delivered: 80, blocked: 6 },
      preview: { title: '故障停电通知', lines: [{ label: '停电区域', value: '城中区' }, {}, {}, {}] },
      acts: [{ act: 'confirm' }, { act: 'cancel' }],
    });
  });

  it('lists the present month in Beijing, and offers those of two years', async () => {
    stored.set('n2', aNotice({ id: 'n2', createdAt: Date.parse('2026-04-30T23:30:00+08:00') }));
    const answer = (await (await here.clerk.get('/desk/api/notices')).json()) as Listing;
    expect(answer.notices.map(({ id }) => id)).toEqual(['n1']);
    expect([answer.month, answer.months[0], answer.months.at(-1)]).toEqual(['2026-05', '2026-05', '2024-06']);
  });

  describe('says that WeChat takes no more today', () => {
    const listed = async (who: DeskVisitor) => ((await (await who.get('/desk/api/notices')).json()) as Listing).gates;
    const open = (who: DeskVisitor) => who.post('/desk/api/notices/gate/open', { channel: 'template' });

    it('of nothing while there is room', async () => {
      expect(await listed(here.clerk)).toEqual([]);
      expect((await shown()).gate).toBeUndefined();
    });

    it('to bulk notices, when the rest is kept for urgent ones', async () => {
      await gate.take('template', 'bulk', 900, clock());
      const closed = { channel: 'template', title: '模板消息', lanes: 'bulk', sentToday: 900, used: 900 };
      const until = Date.parse('2026-05-17T00:00:00+08:00');
      expect(await listed(here.clerk)).toMatchObject([{ ...closed, until, mayOpen: true }]);
      expect(await listed(here.viewer)).toMatchObject([{ mayOpen: false }]);
      stored.set('n1', aNotice({ state: 'sending' }));
      expect((await shown()).gate).toMatchObject(closed);
      stored.set('n1', aNotice({ state: 'sending', lane: 'urgent' }));
      expect((await shown()).gate).toBeUndefined();
      stored.set('n1', aNotice({ state: 'sent' }));
      expect((await shown()).gate).toBeUndefined();
    });

    it('to all, when it refused, though the profile knows no quota of that channel', async () => {
      await gate.close('long-term-subscription', clock() + 3_600_000, clock());
      const [, closed] = await listed(here.clerk);
      expect(closed).toMatchObject({
        channel: 'long-term-subscription',
        title: '长期订阅通知',
        lanes: 'all',
        sentToday: 0,
      });
      expect(closed).not.toHaveProperty('quota');
    });

    it('until somebody with the right opens it, once, and that is written down', async () => {
      expect((await open(here.viewer)).status).toBe(403);
      expect((await here.clerk.post('/desk/api/notices/gate/open', { channel: 'all' })).status).toBe(400);
      expect((await open(here.clerk)).status).toBe(200);
      await gate.take('template', 'bulk', 96, clock());
      expect((await open(here.clerk)).status).toBe(200);
      expect(await gate.state('template', 'bulk', clock())).toMatchObject({ used: 96, sentToday: 996 });
      expect((await listed(here.clerk)).map(({ channel }) => channel)).toEqual(['long-term-subscription']);
      const deeds = desk.log.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(deeds.filter(({ action }) => action === 'notices/gate/open').at(-1)).toMatchObject({
        ...{ event: 'desk_action', staff: 'clerk', target: 'template', status: 200 },
      });
    });
  });

  describe('lets a notice go out', () => {
    it('when somebody with the right confirms it', async () => {
      expect(await act(here.clerk, 'confirm')).toEqual([200, 'sending']);
    });

    it('never for who may only look', async () => {
      expect(await act(here.viewer, 'confirm')).toEqual([403, 'ready']);
      expect((await shown(here.viewer)).acts[0]?.why).toContain('没有确认发出的权限');
    });

    it('when it is urgent, for who may send urgent ones alone', async () => {
      stored.set('n1', aNotice({ lane: 'urgent' }));
      expect(await act(here.clerk, 'confirm')).toEqual([403, 'ready']);
      expect(await act(here.chief, 'confirm')).toEqual([200, 'sending']);
    });

    it('by a second person, when it was drafted by hand and is large', async () => {
      stored.set('n1', aNotice({ by: 'staff:clerk', people: holdAbove + 1, state: 'held' }));
      expect(await act(here.clerk, 'confirm')).toEqual([403, 'held']);
      expect(await act(here.chief, 'confirm')).toEqual([200, 'sending']);
    });

    it('by who drafted it, when it is not large', async () => {
      stored.set('n1', aNotice({ by: 'staff:clerk', people: holdAbove }));
      expect(await act(here.clerk, 'confirm')).toEqual([200, 'sending']);
    });

    it.each(['sent', 'cancelled', 'refused', 'freezing'] as const)('not when it is %s', async (state) => {
      stored.set('n1', aNotice({ state }));
      expect(await act(here.chief, 'confirm')).toEqual([409, state]);
    });
  });

  it('lets anybody who sees a notice stop it, and says who did; going on takes the right', async () => {
    stored.set('n1', aNotice({ state: 'sending' }));
    expect(await act(here.viewer, 'stop')).toEqual([200, 'stopped']);
    expect(stopped).toEqual([['staff:viewer', expect.stringContaining('viewer')]]);
    expect(await act(here.viewer, 'resume')).toEqual([403, 'stopped']);
    expect(await act(here.clerk, 'resume')).toEqual([200, 'sending']);
  });

  it('drafts the same words again for those whom nothing reached, once for a request', async () => {
    stored.set('n1', aNotice({ state: 'sent', link: '/pages/outages?id=1' }));
    const request = 'request-1';
    for (let round = 0; round < 2; round += 1) await here.clerk.post('/desk/api/notices/n1/resend', { request });
    expect(drafts[0]).toMatchObject({
      ...{ by: 'staff:clerk', confirmation: 'by-staff', link: '/pages/outages?id=1' },
      audience: { of: 'notice', noticeId: 'n1', which: 'not-reached' },
    });
    expect(drafts[1]?.id).toBe(drafts[0]?.id);
  });

  it('sends a notice that must be read again by the first one’s page, where readings are counted', async () => {
    const link = '/pages/reading?notice=n1';
    stored.set('n1', aNotice({ state: 'sent', link, mustRead: { remindAfterHours: 24 } }));
    await here.clerk.post('/desk/api/notices/n1/resend', { request: 'request-3' });
    expect(drafts.at(-1)).toMatchObject({ link });
    expect(drafts.at(-1)).not.toHaveProperty('mustRead');
  });

  it('exports what became of each by pseudonym, in words, as a CSV that Excel reads', async () => {
    const answer = await here.clerk.get('/desk/api/notices/n1/export');
    const text = gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8');
    expect(text).toMatch(/^\uFEFF编号,结果,短信\r\nP[\w-]{16},已送达,\r\nP[\w-]{16},用户拒收,短信已发出\r\n$/);
    expect(text).not.toMatch(/Alice|Bob/);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('故障停电 城中区-2026-05-16.csv'));
  });

  describe('takes a notice written by hand', () => {
    const aDraft = {
      ...{ request: 'request-2', template: 'outage-fault', title: '测试', lane: 'bulk' },
      fields: aNotice().fields,
      audience: { of: 'areas', areaIds: ['renmin'] },
    };
    const draft = async (changes: object, who = here.clerk) => {
      const answer = await who.post('/desk/api/notices', { ...aDraft, ...changes });
      return {
        status: answer.status,
        ...((await answer.json()) as { error?: { code: string; field?: string; message: string } }),
      };
    };

    it('and waits for its confirmation', async () => {
      expect((await draft({ releaseAt: '2026-05-17T08:00' })).status).toBe(200);
      expect(drafts[0]).toMatchObject({
        ...{ confirmation: 'by-staff', by: 'staff:clerk', releaseAt: Date.parse('2026-05-17T08:00:00+08:00') },
        audience: { of: 'areas', areaIds: ['renmin'] },
      });
    });

    it.each([
      ['no area', { audience: { of: 'areas', areaIds: [] } }, 'audience.areaIds'],
      ['no audience', { audience: undefined }, 'audience'],
      ['an area that is lost on the way', { audience: { of: 'areas' } }, 'audience.areaIds'],
      ['every area there is', { audience: { of: 'areas', areaIds: ['chengzhong', 'nanhu'] } }, 'audience'],
      ['a group that is not there', { audience: { of: 'group', groupId: 'nobody' } }, 'audience'],
      ['a field that is missing', { fields: { ...aDraft.fields, thing1: '' } }, 'fields.thing1'],
      ['a field that is too long', { fields: { ...aDraft.fields, thing1: '长'.repeat(21) } }, 'fields.thing1'],
      ['a template that is not there', { template: 'constructor' }, 'template'],
      ['no title', { title: ' ' }, 'title'],
    ])('but not with %s', async (_what, changes, field) => {
      const { status, error } = await draft(changes);
      expect([status, error?.field, error?.message]).toEqual([400, field, expect.stringMatching(/\p{Script=Han}/u)]);
      expect(drafts).toEqual([]);
    });

    it('urgent from who may send urgent ones alone', async () => {
      expect((await draft({ lane: 'urgent' })).status).toBe(403);
      expect((await draft({ lane: 'urgent' }, here.chief)).status).toBe(200);
    });
  });

  it('finds areas by a part of the name, with the way to them', async () => {
    const answer = await here.viewer.get(`/desk/api/notices/areas/search?words=${encodeURIComponent('台区')}`);
    expect(await answer.json()).toMatchObject({
      partial: false,
      areas: [
        { id: 'nanhu-1', path: ['南湖区'] },
        { id: 'binjiang-1', path: ['城中区', '中山线'] },
        { id: 'yinghu-1', path: ['城中区', '人民路街道', '映湖小区'] },
      ],
    });
  });
});
