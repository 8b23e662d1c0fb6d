import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InvitationKept, MemberShown, NoticeToRead } from '../../lib/services/officers/model.ts';
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

const reaches = (id: string, state: string) =>
  until(`the notice is ${state}`, async () => {
    const { body } = await desk.get(`/notices/${id}`);
    return JSON.stringify(body).includes(`"state":"${state}"`) ? true : undefined;
  });
const draft = async (key: string, title: string): Promise<string> => {
  const said = { key, title, requirement: '请于3月10日前报名', remindAfterHours: 24 };
  const { body } = await desk.post(`${groups}/notify`, { ...said, text: '请带单位账号和工资表。' });
  await reaches(String(body['id']), 'ready');
  return String(body['id']);
};
/** Signs in again on the way: a session ends with the day. */
const toRead = async ({ view }: Officer): Promise<NoticeToRead[]> => {
  await view.open('/pages/officers');
  return (await view.get('/api/officers/notices')).body['notices'] as NoticeToRead[];
};
const invitations = async (): Promise<InvitationKept[]> =>
  (await desk.get(`${groups}/invitations`)).body['invitations'] as InvitationKept[];

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

  const id = await draft('training-2026', '基数申报培训');
  expect((await desk.post(`/notices/${id}/confirm`)).status).toBe(200);
  await sees(invited, '基数申报培训');
  await sees(asking, '基数申报培训');
  expect(await cards(refused)).not.toContain('基数申报培训');

  const shown = await invited.view.get(`/api/readings?notice=${id}`);
  expect(shown.body).toMatchObject({ text: '请带单位账号和工资表。', mustRead: true });
  expect(await toRead(invited)).toMatchObject([{ id, state: 'unread' }]);
  expect((await invited.view.post('/api/readings/confirm', { notice: id })).status).toBe(200);
  expect((await refused.view.get(`/api/readings?notice=${id}`)).status).toBe(404);

  await reaches(id, 'sent');
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
  expect(unread.body).toMatchObject({ isOverdue: true, left: 0 });
  expect(await toRead(asking)).toMatchObject([{ id, state: 'overdue' }]);
  expect(await toRead(invited)).toMatchObject([{ id, state: 'read' }]);
  expect(await toRead(refused)).toEqual([]);
  const readings = await desk.get(`${groups}/readings`);
  expect(readings.body['notices']).toMatchObject([{ id, people: 2, unread: 1, isOverdue: true }]);

  for (let day = 0; day < 2; day += 1) {
    await account.advance(25 * hour);
    // Time enough for the schedules' work of the day; nothing of it is to be seen.
    await sleep(2000);
  }
  expect([await textsTo(invited), await textsTo(asking), await textsTo(refused)]).toEqual([0, 1, 0]);
}, 180_000);

it('H9 unit officers: an invitation is seen, used and taken back; who is taken out gets nothing more, of what was frozen before either', async () => {
  await account.advanceTo('10:00');
  desk = await openDesk(account);
  const [stays, goes, late] = [
    await anOfficer('13900000004'),
    await anOfficer('13900000005'),
    await anOfficer('13900000006'),
  ];
  const unit = '临江市自来水公司';
  const made = await desk.post(`${groups}/invite`, { unit, most: 3, days: 7 });
  const code = String(made.body['code']);
  expect((await stays.view.post('/api/officers/invitation', { invitation: code })).body).toMatchObject({ unit });
  for (const officer of [stays, goes])
    expect((await join(officer, '随便写的', code)).body).toEqual({ state: 'member' });
  const id = String(made.body['id']);
  const listed = (await invitations()).find((each) => each.id === id);
  expect(listed).toMatchObject({ unit, most: 3, used: 2, state: 'open', by: 'demo' });

  const [one, other] = await Promise.all([
    desk.post(`${groups}/invitations/${id}/revoke`),
    desk.post(`${groups}/invitations/${id}/revoke`),
  ]);
  expect([one.status, other.status]).toEqual([200, 200]);
  expect(one.body['revoked']).toEqual(other.body['revoked']);
  const tooLate = await late.view.post('/api/officers/invitation', { invitation: code });
  expect(tooLate).toMatchObject({ status: 404, body: { error: { code: 'invitation_revoked' } } });
  expect((await join(late, unit, code)).status).toBe(404);

  const notice = await draft('frozen-2026', '年度结息通知');
  const { body } = await desk.get(`${groups}/members?state=member`);
  const members = (body['members'] as MemberShown[]).filter((each) => each.unit === unit);
  expect(members).toHaveLength(2);
  const [, second] = members;
  const decision = { ref: second?.ref, to: 'rejected', reason: '已换专管员' };
  expect((await desk.post(`${groups}/decide`, decision)).status).toBe(200);
  await sees(goes, '已移出');
  expect((await desk.post(`/notices/${notice}/confirm`)).status).toBe(200);
  await sees(stays, '年度结息通知');
  await reaches(notice, 'sent');
  expect(await cards(goes)).not.toContain('年度结息通知');
  expect((await desk.get(`/notices/${notice}`)).body['figures']).toMatchObject({ declined: 1 });
  expect(await toRead(goes)).toEqual([]);

  await account.advance(25 * hour);
  await until('the text message', async () => ((await textsTo(stays)) > 0 ? true : undefined), 60_000);
  desk = await openDesk(account);
  const unread = await desk.get(`/officers/notices/${notice}/unread`);
  expect((unread.body['people'] as UnreadShown[]).map((each) => each.unit)).toContain(unit);
  expect(await textsTo(goes)).toBe(0);
}, 180_000);
