import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosedGate, NoticeShown } from '../../lib/doors/desk/notices/model.ts';
import type { Lane } from '../../lib/notices/model.ts';
import { noticeId } from '../../lib/notices/notices.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { seedAudience } from './support/audience.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { adjustForPush, openPush, type Push } from './support/push.ts';
import { until } from './support/until.ts';

const rules = {
  ...{ messagesPerSecond: 1000, dailyQuota: 120, urgentReserve: 40, holdAbove: 1000, perPersonPerDay: 100 },
  quietHours: { from: '00:00', to: '00:00' },
};
const sending = '/cgi-bin/message/template/send';

let account: OpenAccount;
let push: Push;
let desk: Desk;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power', adjust: adjustForPush(rules) });
  await account.advanceTo('09:00');
  push = await openPush(account.stack, account.simulator, rules);
  desk = await openDesk(account);
  for (const [area, count] of [
    ['many', 150],
    ['few', 30],
  ] as const) {
    const { openids } = await account.simulator.post<{ openids: string[] }>('/control/audience', { count });
    await seedAudience(account.stack, openids, `area-of-${area}`);
  }
}, 120_000);
afterAll(async () => {
  push?.close();
  await account?.close();
});

const draft = async (area: 'many' | 'few', lane: Lane, place: string): Promise<string> => {
  const id = noticeId('quota', place);
  const fields = { time2: '2026年11月22日 15:40', time3: '2026年11月22日 18:00', phrase4: '抢修中' };
  await push.notices.draft({
    ...{ id, template: 'outage-fault', fields: { ...fields, thing1: place }, lane, title: place },
    ...{ audience: { of: 'areas', areaIds: [`area-of-${area}`] }, confirmation: 'by-staff', by: 'staff:test' },
  });
  return id;
};

const accepted = async (id: string): Promise<number> => (await push.notices.figures(id)).accepted;
const untilAccepted = (id: string, people: number) =>
  until(`${people} accepted`, async () => (await accepted(id)) === people || undefined, 60_000);
const gatesShown = async () => (await desk.get('/notices')).body['gates'] as ClosedGate[];
const gateOf = async (id: string) => ((await desk.get(`/notices/${id}`)).body as unknown as NoticeShown).gate;

describe('the quota of the day', () => {
  it('is kept in part for urgent notices: a bulk one stops before it, an urgent one goes, and the bulk one goes on after midnight', async () => {
    const bulk = await draft('many', 'bulk', '普通通知');
    expect(await push.reaches(bulk, 'held')).toMatchObject({ holds: [{ code: 'over_quota' }] });
    await push.notices.confirm(bulk, 'staff:test');
    await untilAccepted(bulk, 80);
    const gate = await until('the gate', async () => (await gatesShown())[0]);
    expect(gate).toMatchObject({ channel: 'template', lanes: 'bulk', sentToday: 80, quota: 120, reserve: 40 });
    expect(await gateOf(bulk)).toMatchObject({ lanes: 'bulk', until: gate.until });

    const urgent = await draft('few', 'urgent', '紧急通知');
    await push.reaches(urgent, 'ready');
    await push.notices.confirm(urgent, 'staff:test');
    await push.reaches(urgent, 'sent');
    expect(await accepted(urgent)).toBe(30);
    expect(await push.notices.figures(bulk)).toMatchObject({ accepted: 80, waiting: 70 });

    await account.advanceTo('00:01');
    await push.reaches(bulk, 'sent');
    expect(await push.counted('普通通知')).toMatchObject({ accepted: 150, repeated: 0 });
    desk = await openDesk(account);
    expect(await gatesShown()).toEqual([]);
  }, 120_000);

  it('as WeChat counts it closes the gate to urgent notices too, until an operator has had it cleared and opens it', async () => {
    await account.advanceTo('00:10');
    desk = await openDesk(account);
    await account.simulator.post('/control/quota', { path: sending, daily: 80 });
    const urgent = await draft('few', 'urgent', '又一条紧急通知');
    await push.reaches(urgent, 'ready');
    await push.notices.confirm(urgent, 'staff:test');
    const gate = await until('the gate', async () => (await gatesShown()).find(({ lanes }) => lanes === 'all'));
    expect(gate).toMatchObject({ channel: 'template', mayOpen: true });
    expect(await gateOf(urgent)).toMatchObject({ lanes: 'all' });
    expect(await accepted(urgent)).toBeLessThan(30);

    const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: secret } = account.stack.env;
    await account.simulator.post(`/cgi-bin/clear_quota/v2?appid=${appId}&appsecret=${secret}`);
    for (let press = 0; press < 2; press += 1)
      expect(await desk.post('/notices/gate/open', { channel: 'template' })).toMatchObject({ body: { gates: [] } });
    // A sender that WeChat refused before, and that notes it only now, has the next minute.
    for (let minute = 0; minute < 10 && (await push.notices.get(urgent))?.state !== 'sent'; minute += 1) {
      await account.advance(60_000);
      await sleep(4000);
    }
    await push.reaches(urgent, 'sent', 1000);
    expect(await push.counted('又一条紧急通知')).toMatchObject({ accepted: 30, repeated: 0 });
  }, 120_000);
});
