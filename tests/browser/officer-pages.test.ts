import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
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
const notice = {
  ...{ title: '单位专管员通知', mustRead: true, sentAt: at, text: '请按时申报。\n谢谢。' },
  lines: [{ label: '通知标题', value: '基数申报培训' }],
};
const answers: Answers = {
  'GET /api/officers': () => ({ body: { groups, ...consent } }),
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
