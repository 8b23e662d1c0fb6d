import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoStaff } from '../../infra/local/demo-staff.ts';
import { type OpenAccount, openAccount } from '../flow/support/account.ts';
import { type Desk, openDesk } from '../flow/support/desk.ts';
import { newestCode, openWebView } from '../flow/support/pages.ts';
import { until } from '../flow/support/until.ts';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';
import { type Answers, no } from './pages-answers.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';

const at = Date.UTC(2026, 10, 23, 2, 0);
const consent = { consentText: '我同意给我发单位业务通知，包括短信提醒。', consentVersion: '2026-11' };
const groups = [
  { id: 'a', title: '城中区单位专管员', about: '城中区缴存单位的专管员', state: 'member', unit: '临江市测绘院', at },
  { id: 'b', title: '南湖区单位专管员', about: '南湖区缴存单位的专管员' },
];
const toRead = [
  { id: 'a', title: '城中区单位专管员：年度结息', sentAt: at, dueAt: at + 86_400_000, state: 'unread' },
  { id: 'b', title: '城中区单位专管员：基数申报', sentAt: at - 864e5, dueAt: at, state: 'overdue' },
  { id: 'c', title: '城中区单位专管员：培训', sentAt: at, dueAt: at, readAt: at, state: 'read' },
];
const notice = {
  ...{ title: '单位专管员通知', mustRead: true, sentAt: at, text: '请按时申报。\n谢谢。' },
  lines: [{ label: '通知标题', value: '基数申报培训' }],
};
const answers: Answers = {
  'GET /api/officers': () => ({ body: { groups, ...consent } }),
  'GET /api/officers/notices': () => ({ body: { notices: toRead } }),
  'POST /api/officers/invitation': () => ({ body: { groupId: 'b', title: '南湖区单位专管员', until: at } }),
  'POST /api/officers/join': () => ({ body: { state: 'member' } }),
  'POST /api/officers/leave': () => ({ body: {} }),
  'GET /api/readings': () => ({ body: notice }),
  'POST /api/readings/confirm': () => ({ body: { readAt: at } }),
};
let browser: Browser;
let server: PagesServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startPagesServer(answers)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  server.answers = answers;
  server.asked.length = 0;
});

const open = async (path: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto(server.url + path);
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return page;
};
const fill = async (page: Page): Promise<void> => {
  await page.getByLabel('单位名称').fill('临江市测绘院');
  await page.getByLabel('单位账号').fill('320100056789');
  await page.getByLabel('您的姓名').fill('王小明');
};

it('an invitation opens the form, which wants the consent and joins with the code', async () => {
  const page = await open('/pages/officers?invitation=ABCDE23456');
  await page.getByText('南湖区单位专管员').waitFor();
  await fill(page);
  await page.getByRole('button', { name: '加入' }).click();
  await page.getByText('请阅读后打勾').waitFor();
  await page.getByLabel(consent.consentText).check();
  await page.getByRole('button', { name: '加入' }).click();
  await page.waitForURL((url) => url.search === '');
  const sent = server.asked.find((asked) => asked.startsWith('POST /api/officers/join'));
  expect(sent).toContain('"invitation":"ABCDE23456"');
  expect(sent).toContain('"groupId":"b"');
  await page.close();
});

it('a wrong code is refused at its field', async () => {
  const refusal = no(404, 'invitation_spent', '这个邀请码不能用了。', { field: 'invitation' });
  server.answers = { ...answers, 'POST /api/officers/invitation': () => refusal };
  const page = await open('/pages/officers');
  await page.getByLabel('邀请码').fill('ABCDE23456');
  await page.getByRole('button', { name: '用邀请码加入' }).click();
  await page.getByText('这个邀请码不能用了。').waitFor();
  expect(await page.getByLabel('邀请码').getAttribute('aria-invalid')).toBe('true');
  await page.close();
});

it('says of each notice in words whether it is unread, overdue or read, and opens it', async () => {
  const page = await open('/pages/officers');
  const cell = (title: string) => page.getByRole('link', { name: new RegExp(title) }).textContent();
  expect(await cell('年度结息')).toMatch(/请在2026年11月24日 10:00前点开确认.*未读/s);
  expect(await cell('基数申报')).toMatch(/应在2026年11月23日 10:00前确认，请现在点开补上.*已过期/s);
  expect(await cell('培训')).toMatch(/2026年11月23日 10:00已确认.*已读/s);
  await page.getByRole('link', { name: /基数申报/ }).click();
  await page.getByRole('button', { name: '我已阅读' }).waitFor();
  expect(server.asked).toContain('GET /api/readings?notice=b');
  await page.close();
});

it('an invitation for one unit asks for no other, and joins with that one', async () => {
  const invitation = { groupId: 'b', title: '南湖区单位专管员', unit: '南湖机械厂', until: at };
  server.answers = { ...answers, 'POST /api/officers/invitation': () => ({ body: invitation }) };
  const page = await open('/pages/officers?invitation=ABCDE23456');
  await page.getByText('南湖机械厂').waitFor();
  expect(await page.getByLabel('单位名称').count()).toBe(0);
  await page.getByLabel('单位账号').fill('320100056789');
  await page.getByLabel('您的姓名').fill('王小明');
  await page.getByLabel(consent.consentText).check();
  await page.getByRole('button', { name: '加入' }).click();
  await page.waitForURL((url) => url.search === '');
  expect(server.asked.find((asked) => asked.startsWith('POST /api/officers/join'))).toContain('"unit":"南湖机械厂"');
  await page.close();
});

it('a revoked invitation says so and leads to the groups', async () => {
  const message = '这个邀请已经被网点撤回，不能再用。请向网点要新的邀请码。';
  const next = { label: '去“单位专管员”页', href: '/pages/officers' };
  const refusal = no(404, 'invitation_revoked', message, { field: 'invitation', next });
  server.answers = { ...answers, 'POST /api/officers/invitation': () => refusal };
  const page = await open('/pages/officers?invitation=ABCDE23456');
  await page.getByText(message).waitFor();
  await page.getByRole('link', { name: next.label }).click();
  await page.getByText('南湖区缴存单位的专管员').waitFor();
  await page.close();
});

it('who was taken out reads that, with the reason', async () => {
  const [member, other] = groups;
  const removed = { ...member, state: 'rejected', removed: true, reason: '已换专管员' };
  const body = { groups: [removed, other], ...consent };
  server.answers = { ...answers, 'GET /api/officers': () => ({ body }) };
  const page = await open('/pages/officers');
  const cell = page.getByRole('button', { name: /城中区/ });
  expect(await cell.textContent()).toMatch(/已被移出，已换专管员/);
  expect(server.asked).not.toContain('GET /api/officers/notices');
  await page.close();
});

it('a member leaves after being told what that means', async () => {
  const page = await open('/pages/officers');
  await page.getByRole('button', { name: /城中区/ }).click();
  await page.getByText('不再收到这个群组的通知').waitFor();
  await page.getByRole('button', { name: '退出群组' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(server.asked).toContain('POST /api/officers/leave {"groupId":"a"}');
  await page.close();
});

it('a notice is confirmed by one press, and says when it was', async () => {
  const page = await open('/pages/reading?notice=abc');
  await page.getByText('基数申报培训').waitFor();
  server.answers = { ...answers, 'GET /api/readings': () => ({ body: { ...notice, readAt: at } }) };
  await page.getByRole('button', { name: '我已阅读' }).click();
  await page.getByText('您已在2026年11月23日 10:00确认阅读。').waitFor();
  expect(await page.getByRole('button', { name: '我已阅读' }).count()).toBe(0);
  await page.close();
});

it.each(['/pages/officers', '/pages/officers?invitation=ABCDE23456', '/pages/reading?notice=abc'])(
  '%s can be used by everyone on a phone',
  async (path) => {
    const page = await open(path);
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.close();
  },
);

describe('a clerk who looks after unit officers', { timeout: 180_000 }, () => {
  const group = 'unit-officers-chengzhong';
  const screens = [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ];
  let account: OpenAccount;
  let desk: Desk;
  let page: Page;
  let overdue: string;
  const complaints: string[] = [];

  const anOfficer = async (phone: string, unit: string, invitation: string) => {
    const person = await account.follow();
    const view = openWebView(account, person);
    await view.open('/pages/officers');
    const { body } = await view.post('/api/identity/phone/start', { phone });
    const proof = { challenge: body['challenge'], code: await newestCode(account) };
    await view.post('/api/identity/phone/confirm', proof);
    const said = { groupId: group, unit, unitNumber: '320100056789', name: '王小明', consentVersion: '2026-11' };
    expect((await view.post('/api/officers/join', { ...said, invitation })).body).toEqual({ state: 'member' });
    return view;
  };
  const sentNotice = async (): Promise<string> => {
    const said = { key: 'training-2026', title: '基数申报培训', requirement: '请报名', remindAfterHours: 24 };
    const id = String((await desk.post(`/officers/groups/${group}/notify`, said)).body['id']);
    const reaches = (state: string) =>
      until(`the notice is ${state}`, async () =>
        (await desk.get(`/notices/${id}`)).body['state'] === state ? true : undefined,
      );
    await reaches('ready');
    await desk.post(`/notices/${id}/confirm`);
    await reaches('sent');
    return id;
  };
  const examine = async (what: string) => {
    for (const screen of screens) {
      await page.setViewportSize(screen);
      const found = [await seriousFindings(page), await smallTargets(page), await isTooWide(page)];
      expect([what, screen.width, ...found]).toEqual([what, screen.width, [], [], false]);
    }
    await page.setViewportSize(screens[0] ?? { width: 1440, height: 900 });
  };
  const panel = (title: string) =>
    page.locator('.panel').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const row = (title: string, words: string) => panel(title).getByRole('row').filter({ hasText: words });

  beforeAll(async () => {
    account = await openAccount({ organisation: 'housing-fund' });
    await account.advanceTo('10:00');
    desk = await openDesk(account);
    const { body } = await desk.post(`/officers/groups/${group}/invite`, { most: 5, days: 7 });
    const code = String(body['code']);
    const reader = await anOfficer('13900000001', '临江市测绘院', code);
    await anOfficer('13900000002', '临江第一中学', code);
    overdue = await sentNotice();
    await reader.post('/api/readings/confirm', { notice: overdue });
    await account.advance(25 * 3_600_000);
    const viewport = screens[0] ?? null;
    page = await (await browser.newContext({ viewport, acceptDownloads: true })).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${account.stack.accountUrl}/desk/officers`);
    await page.getByLabel('用户名').fill(demoStaff.name);
    await page.getByLabel('密码').fill(demoStaff.password);
    await page.getByRole('button', { name: '登录' }).click();
  }, 180_000);
  afterAll(() => account?.close());

  it('sees who has read the last notices and who has not in time', async () => {
    await row('成员', '临江第一中学').getByText('过期未读1条').waitFor();
    expect(await row('成员', '临江市测绘院').textContent()).toContain('已读1条');
    expect(await row('最近的通知', '基数申报培训').textContent()).toMatch(/1 \/ 2人.*1人过期未读/s);
    await examine('the room');
  });

  it('makes an invitation for a unit, prints it on either paper, and takes it back by one press', async () => {
    await page.getByLabel('单位（可不填）').fill('临江港务局');
    await page.getByRole('button', { name: '生成邀请码' }).click();
    await page.getByRole('img', { name: /二维码/ }).waitFor();
    expect(await row('发出的邀请', '临江港务局').textContent()).toMatch(/可用.*还没有人用，可用1人.*demo/s);
    await examine('a new invitation');
    await page.getByRole('link', { name: '打印邀请函' }).click();
    const letter = page.getByRole('article', { name: '打印的内容' });
    await letter.getByText('单位：临江港务局').waitFor();
    expect(await letter.textContent()).toMatch(
      /邀请您加入城中区单位专管员.*[2-9A-Z]{5}-[2-9A-Z]{5}.*前.*\/pages\/officers\?invitation=/s,
    );
    await examine('the letter');
    for (const [paper, width] of [
      ['a4', 595],
      ['a6', 298],
    ] as const) {
      await page.getByLabel('纸张').selectOption(paper);
      const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect([...printed.matchAll(/\/MediaBox ?\[0 0 (\d+)/g)].map(([, found]) => Number(found))).toEqual([
        expect.closeTo(width, -1),
      ]);
    }
    await page.getByRole('link', { name: '专管员' }).first().click();
    await row('发出的邀请', '临江港务局').getByRole('button', { name: '撤回' }).click();
    await row('发出的邀请', '临江港务局').getByText('已撤回').waitFor();
    expect(await row('发出的邀请', '临江港务局').getByRole('button').count()).toBe(0);
  });

  it('keeps the list of who has not confirmed in time', async () => {
    await row('最近的通知', '基数申报培训').getByRole('link').click();
    await page.getByText(/确认期限.*已过/).waitFor();
    await examine('who has not read');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载没有确认的名单' }).click(),
    ]);
    expect(download.suggestedFilename()).toContain('基数申报培训');
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^"临江第一中学","320100056789","王\*\*","(已送达|微信已接收，等回执)",/);
    await page.getByRole('link', { name: '专管员' }).first().click();
  });

  it('corrects the unit of a member, and takes one out with a reason', async () => {
    await row('成员', '临江第一中学').getByRole('button', { name: '改单位' }).click();
    await page.getByRole('dialog').getByLabel('单位', { exact: true }).fill('临江第一高级中学');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await row('成员', '临江第一高级中学').getByRole('button', { name: '移出' }).click();
    await page.getByRole('dialog').getByLabel('原因').fill('已换专管员');
    await examine('taking somebody out');
    await page.getByRole('dialog').getByRole('button', { name: '移出' }).click();
    await row('成员', '临江第一高级中学').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
