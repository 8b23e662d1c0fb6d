import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UnreadShown } from '../../lib/services/officers/unread.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { newestCode, openWebView, type WebView } from './support/pages.ts';
import type { Person } from './support/person.ts';
import { until } from './support/until.ts';

const group = 'unit-officers-chengzhong';
const groups = `/officers/groups/${group}`;
const hour = 3_600_000;
let account: OpenAccount;
let desk: Desk;
beforeAll(async () => {
  account = await openAccount({ organisation: 'housing-fund' });
  // Bulk notices wait for the end of the night.
  await account.advanceTo('10:00');
  desk = await openDesk(account);
});
afterAll(() => account?.close());

interface Officer {
  person: Person;
  view: WebView;
  phone: string;
}

/** A follower who has proved a phone. */
const anOfficer = async (phone: string): Promise<Officer> => {
  const person = await account.follow();
  const view = openWebView(account, person);
  await view.open('/pages/officers');
  const { body } = await view.post('/api/identity/phone/start', { phone });
  const code = await newestCode(account);
  const confirmed = await view.post('/api/identity/phone/confirm', { challenge: body['challenge'], code });
  expect(confirmed.status).toBe(200);
  return { person, view, phone };
};
const join = (officer: Officer, unit: string, invitation?: string) =>
  officer.view.post('/api/officers/join', {
    ...{ groupId: group, unit, unitNumber: '320100056789', name: '王小明', consentVersion: '2026-11' },
    ...(invitation === undefined ? {} : { invitation }),
  });
const decide = async (unit: string, decision: object) => {
  const { body } = await desk.get(`${groups}/members?state=requested`);
  const asking = (body['members'] as { ref: string; unit: string }[]).find((each) => each.unit === unit);
  return desk.post(`${groups}/decide`, { ref: asking?.ref, ...decision });
};
const cards = async ({ person }: Officer): Promise<string> => JSON.stringify(await person.answers());
const textsTo = async ({ phone }: Officer): Promise<number> => {
  const messages = await account.simulator.get<{ phone: string; params: string[] }[]>('/control/sms');
  return messages.filter((message) => JSON.stringify(message).includes(phone) && message.params.length > 1).length;
};
const sees = (officer: Officer, words: string) =>
  until(`the card ${words}`, async () => ((await cards(officer)).includes(words) ? true : undefined), 60_000);

it('H9 unit officers: join by invitation or request, confirm a notice that must be read; the others get a text message', async () => {
  const [invited, asking, refused] = [
    await anOfficer('13900000001'),
    await anOfficer('13900000002'),
    await anOfficer('13900000003'),
  ];
  const invitation = await desk.post(`${groups}/invite`, { most: 1, days: 7 });
  const { searchParams } = new URL(String(invitation.body['url']));
  const code = searchParams.get('invitation') ?? '';
  expect((await join(invited, '临江市测绘院', code)).body).toEqual({ state: 'member' });
  expect((await join(refused, '外地某单位', code)).status).toBe(404);

  expect((await join(asking, '临江第一中学')).body).toEqual({ state: 'requested' });
  expect((await join(refused, '外地某单位')).body).toEqual({ state: 'requested' });
  expect((await decide('临江第一中学', { to: 'member' })).status).toBe(200);
  expect((await decide('外地某单位', { to: 'rejected', reason: '不在本区缴存' })).status).toBe(200);
  await sees(asking, '已通过');
  await sees(refused, '不在本区缴存');
  await asking.person.say('专管员');
  await sees(asking, '城中区单位专管员：已加入');

  const drafted = await desk.post(`${groups}/notify`, {
    ...{ key: 'training-2026', title: '基数申报培训', requirement: '请于3月10日前报名', remindAfterHours: 24 },
    text: '请带单位账号和工资表。',
  });
  const id = String(drafted.body['id']);
  const reaches = (state: string) =>
    until(`the notice is ${state}`, async () => {
      const { body } = await desk.get(`/notices/${id}`);
      return JSON.stringify(body).includes(`"state":"${state}"`) ? true : undefined;
    });
  await reaches('ready');
  expect((await desk.post(`/notices/${id}/confirm`)).status).toBe(200);
  await sees(invited, '基数申报培训');
  await sees(asking, '基数申报培训');
  expect(await cards(refused)).not.toContain('基数申报培训');

  const shown = await invited.view.get(`/api/readings?notice=${id}`);
  expect(shown.body).toMatchObject({ text: '请带单位账号和工资表。', mustRead: true });
  expect((await invited.view.post('/api/readings/confirm', { notice: id })).status).toBe(200);
  expect((await refused.view.get(`/api/readings?notice=${id}`)).status).toBe(404);

  await reaches('sent');
  await account.advance(25 * hour);
  await until(
    'the text message to who has not read',
    async () => ((await textsTo(asking)) > 0 ? true : undefined),
    60_000,
  );
  desk = await openDesk(account);
  const unread = await desk.get(`/officers/notices/${id}/unread`);
  expect(unread.body['count']).toBe(1);
  expect((unread.body['people'] as UnreadShown[])[0]).toMatchObject({ unit: '临江第一中学', name: '王**', sms: 's' });

  for (let day = 0; day < 2; day += 1) {
    await account.advance(25 * hour);
    // Time enough for the schedules' work of the day; nothing of it is to be seen.
    await sleep(2000);
  }
  expect([await textsTo(invited), await textsTo(asking), await textsTo(refused)]).toEqual([0, 1, 0]);
}, 180_000);
