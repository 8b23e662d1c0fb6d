import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';
import { faultPage, fullAnswers, outageAnswers, visitorSettings } from './outage-answers.ts';
import { no } from './pages-answers.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';

const answers = await outageAnswers();
let browser: Browser;
let server: PagesServer;
let complaints: string[];
const opened: Page[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startPagesServer(answers)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  complaints = [];
  server.answers = answers;
  server.asked.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.close()));
  expect(complaints).toEqual([]);
});

/** A phone whose browser knows where it is, or may not tell. */
const open = async (path: string, { dark = false, located = true } = {}): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width: 390, height: 844 },
    ...{ hasTouch: true, isMobile: true, colorScheme: dark ? 'dark' : 'light' },
    permissions: located ? ['geolocation'] : [],
    geolocation: { latitude: 30.249, longitude: 120.164 },
  });
  opened.push(page);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.url + path);
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return page;
};

/** Keeps a picture of the whole page where `PICTURES` names a folder. */
const keep = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe('the page of outages', () => {
  it('opens with what touches the follower’s own accounts, and leads to one of them', async () => {
    const page = await open('/pages/outages');
    await page.getByText('家 62****5678').first().waitFor();
    await keep(page, 'outages-own');
    await page
      .getByRole('link', { name: /故障停电/ })
      .first()
      .click();
    await page.getByText('正在更换电缆，预计14:30送电').waitFor();
    await page.getByRole('img', { name: '地图。受影响的区域：映湖小区、滨江新村' }).waitFor();
    expect(page.url()).toContain(faultPage);
    await keep(page, 'outages-one');
  });

  it('lets an area be chosen from the top down', async () => {
    const page = await open('/pages/outages');
    await page.getByRole('link', { name: '选小区或街道' }).click();
    await page.getByRole('link', { name: '城中区' }).click();
    await page.getByRole('link', { name: '人民路街道' }).click();
    await page.getByRole('navigation', { name: '已选的地方' }).getByText('› 人民路街道').waitFor();
    await keep(page, 'outages-choose');
    await page.getByRole('link', { name: '映湖小区' }).click();
    await page.getByRole('heading', { name: '映湖小区' }).waitFor();
    expect(page.url()).toContain('area=yinghu');
    await keep(page, 'outages-area');
  });

  it('says that nothing is planned in an area', async () => {
    const page = await open('/pages/outages?area=nanhu');
    await page.getByText('现在和今后14天没有安排').waitFor();
  });

  it('shows what is near the phone, how far, and where on the map', async () => {
    const page = await open('/pages/outages?here=1');
    await page.getByText('我的位置：').waitFor();
    await page
      .getByText(/约\d+米/)
      .first()
      .waitFor();
    await page.getByRole('img', { name: /圆点是您的位置/ }).waitFor();
    expect(server.asked).toContain('POST /api/outages/near {"latitude":30.249,"longitude":120.164,"datum":"wgs84"}');
    await keep(page, 'outages-here');
  });

  it('without a position leads to the areas', async () => {
    const page = await open('/pages/outages?here=1', { located: false });
    await page.getByText('没有拿到您的位置').waitFor();
    await page.getByRole('link', { name: '选小区或街道' }).waitFor();
  });

  it('of an outage that is not there says so', async () => {
    const missing = () => no(404, 'unknown_outage', '没有查到这一条，可能已经删除。请看看别的。');
    server.answers = { ...answers, 'GET /api/outages/gone': missing };
    const page = await open('/pages/outages?id=gone');
    await page.getByText('没有查到这一条').waitFor();
  });
});

describe('following an area', () => {
  it('takes one touch on its page, and another to end it', async () => {
    const page = await open('/pages/outages?area=binjiang');
    await page.getByText('没有户号也可以').waitFor();
    await keep(page, 'outages-follow');
    await page.getByRole('button', { name: '关注这个地区' }).click();
    await page.getByText('已经关注。').waitFor();
    await keep(page, 'outages-followed');
    await page.getByRole('button', { name: '取消关注' }).click();
    await page.getByRole('button', { name: '关注这个地区' }).waitFor();
    expect(server.asked.filter((asked) => asked.startsWith('POST'))).toEqual([
      'POST /api/outages/follow {"area":"binjiang"}',
      'POST /api/outages/unfollow {"area":"binjiang"}',
    ]);
  });

  it('of another than five leads to where one can be ended', async () => {
    server.answers = { ...answers, ...(await fullAnswers()) };
    const page = await open('/pages/outages?area=binjiang');
    await page.getByText('您已经关注了5个地区，不能再多了。').waitFor();
    await keep(page, 'outages-full');
    await page.getByRole('link', { name: '去取消' }).click();
    await page.getByText('已经满了').waitFor();
    await keep(page, 'notices-full');
    expect(await page.getByRole('link', { name: '选地区来关注' }).count()).toBe(0);
  });

  it('that was full meanwhile says so where it was asked for', async () => {
    const message = '最多关注5个地区，已经满了。请先取消一个，再回来关注。';
    const next = { label: '去取消', href: '/pages/notices' };
    server.answers = { ...answers, 'POST /api/outages/follow': () => no(409, 'too_many_followed', message, { next }) };
    const page = await open('/pages/outages?area=binjiang');
    await page.getByRole('button', { name: '关注这个地区' }).click();
    await page.getByText(message).waitFor();
    await page.getByRole('link', { name: '去取消' }).waitFor();
  });

  it('shows among the follower’s own places, and in the settings, where it can be ended', async () => {
    const own = await open('/pages/outages');
    await own.getByText('我关注的　人民路街道').waitFor();
    const page = await open('/pages/notices');
    await page.getByRole('button', { name: /人民路街道/ }).click();
    await page.getByRole('dialog', { name: '不再关注：人民路街道' }).waitFor();
    await keep(page, 'notices-unfollow');
    await page.getByRole('button', { name: '不再关注' }).click();
    await page.getByText('已取消关注').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: /人民路街道/ }).count()).toBe(0);
    await page.getByRole('link', { name: /选地区来关注/ }).waitFor();
    expect(server.asked).toContain('POST /api/notice-settings/areas/unfollow {"area":"renmin"}');
  });
});

describe('the page of notice settings', () => {
  it('saves what is ticked, and the quiet hours', async () => {
    const page = await open('/pages/notices');
    await page.getByLabel(/停电通知/).uncheck();
    await page.getByLabel(/账单提醒/).check();
    await page.getByLabel('到几点').selectOption('08:30');
    await keep(page, 'notices');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    expect(server.asked).toContain(
      'POST /api/notice-settings {"off":["outages"],"quiet":{"from":"22:00","to":"08:30"},"sms":false}',
    );
  });

  it('without quiet hours sends none', async () => {
    const page = await open('/pages/notices');
    await page.getByLabel('夜里不要打扰我').uncheck();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    expect(server.asked).toContain('POST /api/notice-settings {"off":["bills"],"sms":false}');
  });

  it('leads to the proof of a phone before text messages, and says where WeChat asks for consent', async () => {
    server.answers = { ...answers, 'GET /api/notice-settings': await visitorSettings() };
    const page = await open('/pages/notices');
    await page.getByRole('link', { name: /先验证手机号/ }).waitFor();
    await page.getByText('在微信里打开这个页面，就能点“允许”').waitFor();
  });
});

describe('each of them', () => {
  const paths = [
    '/pages/outages',
    faultPage,
    '/pages/outages?choose=',
    '/pages/outages?area=renmin',
    '/pages/outages?area=binjiang',
    '/pages/outages?here=1',
    '/pages/notices',
  ];

  it.each(paths.flatMap((path) => [[path, false] as const, [path, true] as const]))(
    '%s can be read and used by everybody (dark: %s)',
    async (path, dark) => {
      const page = await open(path, { dark });
      await page.locator('.group, .fields').first().waitFor();
      if (dark) await keep(page, `dark-${path.replaceAll(/\W/g, '-')}`);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
    },
  );
});
