import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';
import { buildGallery } from './kit/build.ts';
import { aKind, goodAnswers, no } from './pages-answers.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser: Browser;
let server: PagesServer;
let complaints: string[];
let opened: Page[];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startPagesServer(goodAnswers)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  complaints = [];
  opened = [];
  server.answers = goodAnswers;
  server.delayMs = 0;
  server.asked.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.map((page) => page.context().close()));
  expect(complaints).toEqual([]);
});

const aPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await browser.newPage({ ...phone, ...options });
  opened.push(page);
  page.on('pageerror', (error) => complaints.push(error.message));
  // What the stand-in refuses on purpose is no complaint.
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) complaints.push(line.text());
  });
  return page;
};

const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await aPage(options);
  await page.goto(server.url + path);
  await page.locator('h1').waitFor({ state: 'attached' });
  return page;
};

const fillClaims = async (page: Page) => {
  await page.getByLabel('户号', { exact: true }).fill('62 0000 0017');
  await page.getByLabel('户主姓名').fill('张建国');
  await page.getByLabel('登记手机号').fill('13800005678');
  await page.getByRole('checkbox').check();
};

const addressOf = (page: Page) => page.url().slice(server.url.length);

describe('the binding page', () => {
  it('takes the claims, then the code, binds, and goes back to where the follower was', async () => {
    const page = await open('/pages/bind?kind=electricity-account&then=/pages/trail');
    await fillClaims(page);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('验证码已发到登记的手机 138****5678').waitFor();
    await page.getByLabel('验证码').fill('12a34 56');
    await page.getByRole('button', { name: '完成绑定' }).click();
    await page.getByText('已绑定户号 62****7890').waitFor();
    await page.getByRole('heading', { name: '查询记录' }).waitFor();
    expect(addressOf(page)).toBe('/pages/trail');
    const claims = { accountNumber: '6200000017', holderName: '张建国', phone: '13800005678' };
    const start = { kind: 'electricity-account', claims, consentVersion: '2026-01' };
    expect(server.asked).toContain(`POST /api/binding/start ${JSON.stringify(start)}`);
    expect(server.asked).toContain('POST /api/binding/confirm {"challenge":"c1","code":"123456"}');
  });

  it('says what is missing at its field, and sends nothing', async () => {
    const page = await open('/pages/bind');
    const submit = page.getByRole('button', { name: '下一步' });
    await submit.click();
    await page.getByText('请填写户号').waitFor();
    const field = page.getByLabel('户号', { exact: true });
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: '填入演示资料' }).click();
    await submit.click();
    await page.getByText('请阅读后打勾').waitFor();
    expect(server.asked.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it('shows a refusal at the field that it is about, any other above the button', async () => {
    const page = await open('/pages/bind');
    await fillClaims(page);
    server.answers = {
      ...goodAnswers,
      'POST /api/binding/start': () => no(400, 'bad_number', '户号应为10位数字', { field: 'accountNumber' }),
    };
    await page.getByRole('button', { name: '下一步' }).click();
    await page.locator('.field_fault').getByText('户号应为10位数字').waitFor();
    server.answers = { ...goodAnswers, 'POST /api/binding/start': () => no(400, 'no_match', '资料核对不上') };
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('alert').getByText('资料核对不上').waitFor();
    expect(await page.locator('.field_fault').count()).toBe(0);
  });

  it('sends a form once, however often it is pressed', async () => {
    const page = await open('/pages/bind');
    await fillClaims(page);
    await page.getByRole('button', { name: '下一步' }).evaluate((button) => {
      for (let count = 0; count < 3; count += 1) (button as HTMLElement).click();
    });
    await page.getByLabel('验证码').waitFor();
    expect(server.asked.filter((line) => line.startsWith('POST /api/binding/start'))).toHaveLength(1);
  });

  it('asks what to bind when there are several kinds', async () => {
    const kinds = [aKind, { ...aKind, kind: 'room', title: '房间' }];
    server.answers = { ...goodAnswers, 'GET /api/binding/kinds': () => ({ body: { kinds } }) };
    const page = await open('/pages/bind');
    await page.getByRole('button', { name: '房间' }).click();
    await page.getByRole('heading', { name: '绑定房间' }).waitFor();
  });

  it('never goes on to another site', async () => {
    const page = await open('/pages/register?then=https://evil.example/');
    await page.getByLabel('手机号').fill('13800005678');
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByLabel('验证码').fill('123456');
    await page.getByRole('button', { name: '完成验证' }).click();
    await page.getByRole('heading', { name: '我的', exact: true }).waitFor();
    expect(addressOf(page)).toBe('/pages/me');
  });
});

describe('a code by text message', () => {
  it('can be sent again only after the countdown, and the phone may fill it in', async () => {
    server.answers = {
      ...goodAnswers,
      'POST /api/identity/phone/start': () => ({
        body: { challenge: 'c2', phoneShown: '138****5678', resendAfterS: 2 },
      }),
    };
    const page = await open('/pages/register');
    await page.getByLabel('手机号').fill('13800005678');
    await page.getByRole('button', { name: '发送验证码' }).click();
    expect(await page.getByLabel('验证码').getAttribute('autocomplete')).toBe('one-time-code');
    expect(await page.getByRole('button', { name: /秒后可重发/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '重新发送' }).click({ timeout: 5000 });
    await page.getByRole('button', { name: /秒后可重发/ }).waitFor();
    expect(server.asked.filter((line) => line.startsWith('POST /api/identity/phone/start'))).toHaveLength(2);
  });
});

describe('a page that gets no data', () => {
  it('offers the next step, and the way back from it', async () => {
    const refusal = no(403, 'below', '请先验证手机号', { next: { label: '去验证', href: '/pages/register' } });
    server.answers = { ...goodAnswers, 'GET /api/account/trail': () => refusal };
    const page = await open('/pages/trail');
    await page.getByRole('link', { name: '去验证' }).click();
    await page.getByRole('heading', { name: '验证手机号' }).waitFor();
    expect(addressOf(page)).toBe('/pages/register?then=%2Fpages%2Ftrail');
  });

  it('says so in words, and tries again when asked', async () => {
    server.answers = { ...goodAnswers, 'GET /api/account/trail': () => no(503, 'backend_slow', '系统有点慢') };
    const page = await open('/pages/trail');
    await page.getByRole('alert').getByText('系统有点慢').waitFor();
    server.answers = goodAnswers;
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.getByText('电费账单').first().waitFor();
  });

  it('leaves for the sign-in page when nobody is signed in, and not twice in a row', async () => {
    server.answers = { ...goodAnswers, 'GET /api/account/trail': () => ({ status: 401, body: {} }) };
    const page = await open('/pages/trail?after=x');
    await page.waitForURL('**/pages/sign-in?then=%2Fpages%2Ftrail%3Fafter%3Dx');
    await page.goto(`${server.url}/pages/trail`);
    await page.getByText('没能确认您的身份').waitFor();
  });

  it('knows that the network is gone', async () => {
    const page = await open('/pages/me');
    await page.getByRole('button', { name: /父母家/ }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: /父母家/ }).click();
    await page.getByRole('button', { name: /设为默认/ }).click();
    await page.getByText('网络连不上').waitFor();
  });
});

describe('my bindings', () => {
  it('are renamed, made the default, and removed after a question', async () => {
    const page = await open('/pages/me');
    await page.getByRole('button', { name: /父母家/ }).click();
    await page.getByRole('button', { name: /改名字/ }).click();
    await page.getByLabel('名字').fill('爸妈家');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('名字已改好').waitFor();
    await page.getByRole('button', { name: /父母家/ }).click();
    await page.getByRole('button', { name: '解除绑定' }).click();
    await page.getByText('您邀请的家人也不能再查看').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click();
    await page.getByText('已解除绑定').waitFor();
    expect(server.asked).toContain('POST /api/binding/rename {"id":"b2","label":"爸妈家"}');
    expect(server.asked).toContain('POST /api/binding/remove {"id":"b2"}');
  });

  it('can be shared by a link', async () => {
    const page = await open('/pages/me');
    await page.getByRole('button', { name: /家 62/ }).first().click();
    await page.getByRole('button', { name: /邀请家人/ }).click();
    await page.getByRole('button', { name: '生成邀请链接' }).click();
    await page.getByText('https://bianmin.example/pages/invite/').waitFor();
    await page.getByText('2026年8月4日 14:05 前有效').waitFor();
  });

  it('keep the focus in their sheet, and give it back', async () => {
    const page = await open('/pages/me');
    await page.getByRole('button', { name: /父母家/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let count = 0; count < 8; count += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('父母家');
  });
});

describe('family members', () => {
  it('are listed and sent away by the owner', async () => {
    const page = await open('/pages/me');
    await page.getByRole('button', { name: /父母家/ }).click();
    await page.getByRole('button', { name: /看看邀请了谁/ }).click();
    await page.getByText('2026年8月3日加入').waitFor();
    await page.getByRole('button', { name: '移出家人1' }).click();
    await page.getByText('已移出').waitFor();
    expect(server.asked).toContain('POST /api/binding/members/remove {"id":"b2","place":"1"}');
  });

  it('take up an invitation after agreeing', async () => {
    const page = await open('/pages/invite/AbC');
    await page.getByRole('button', { name: '接受邀请' }).click();
    await page.getByText('请阅读后打勾').waitFor();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '接受邀请' }).click();
    await page.getByText('已加入 62****1122').waitFor();
    expect(server.asked).toContain('POST /api/binding/accept {"token":"AbC"}');
  });
});

describe('a kind that the organisation proves itself', () => {
  it('is bound by leaving for its sign-on', async () => {
    const kind = { ...aKind, kind: 'campus-person', title: '校园身份', fields: [], signOn: '/api/identity/campus' };
    const location = `${server.url}/pages/nothing?from=sign-on`;
    server.answers = {
      ...goodAnswers,
      'GET /api/binding/kinds': () => ({ body: { kinds: [kind] } }),
      'POST /api/identity/campus': () => ({ body: { location } }),
    };
    const page = await open('/pages/bind?then=/pages/trail');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '去登录' }).click();
    await page.waitForURL(location);
    expect(server.asked).toContain('POST /api/identity/campus {"consentVersion":"2026-01","then":"/pages/trail"}');
  });
});

describe('erasing everything', () => {
  it('asks, wants the code, and says that it is done', async () => {
    const page = await open('/pages/privacy');
    await page.getByRole('button', { name: '清除我的全部资料' }).click();
    await page.getByRole('button', { name: '全部清除' }).click();
    await page.getByLabel('验证码').fill('123456');
    await page.getByRole('button', { name: '确认清除' }).click();
    await page.getByText('已全部清除').waitFor();
    expect(server.asked).toContain('POST /api/account/erase {"challenge":"c1","code":"123456"}');
  });
});

describe('going from page to page', () => {
  it('loads the shell once, sets title and focus, and the back button works', async () => {
    const page = await open('/pages/me');
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await page.getByRole('link', { name: /查询记录/ }).click();
    await page.getByRole('heading', { name: '查询记录' }).waitFor();
    expect(await page.evaluate(() => [document.title, document.activeElement?.tagName, 'stayed' in window])).toEqual([
      '查询记录',
      'H1',
      true,
    ]);
    await page.goBack();
    await page.getByRole('heading', { name: '我的', exact: true }).waitFor();
  });

  it('says so kindly when there is no such page', async () => {
    const page = await open('/pages/nothing');
    await page.getByText('这个页面不存在').waitFor();
  });

  it('keeps big type from then on', async () => {
    const page = await open('/pages/me');
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    const normal = await size();
    await page.getByRole('button', { name: '大字' }).click();
    expect(await size()).toBeGreaterThan(normal * 1.25);
    await page.reload();
    await page.locator('h1').waitFor();
    expect(await size()).toBeGreaterThan(normal * 1.25);
  });
});

const paths = [
  '/pages/me',
  '/pages/bind',
  '/pages/trail',
  '/pages/privacy',
  '/pages/privacy/copy',
  '/pages/register',
  '/pages/verify',
  '/pages/invite/AbC',
  '/pages/nothing',
];

const looks: [string, BrowserContextOptions, boolean][] = [
  ['light', { colorScheme: 'light' }, false],
  ['dark', { colorScheme: 'dark' }, false],
  ['big type', { colorScheme: 'light' }, true],
];

describe.each(looks)('everyone can use every page in %s', (_, options, big) => {
  it.each(paths)('%s', async (path) => {
    const page = await aPage({ ...options, reducedMotion: 'reduce' });
    if (big) await page.addInitScript(() => localStorage.setItem('big-type', '1'));
    await page.goto(server.url + path);
    await page.locator('h1').waitFor({ state: 'attached' });
    await page.locator('[aria-label=正在加载]').first().waitFor({ state: 'detached' });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });
});

describe('everyone can use every part of the kit', () => {
  it.each(['light', 'dark'] as const)('in %s', async (colorScheme) => {
    const page = await aPage({ colorScheme, reducedMotion: 'reduce' });
    const html = await buildGallery();
    await page.route('http://kit.test/**', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('http://kit.test/');
    for (const tab of ['数字', '填写', '其他']) {
      await page.getByRole('tab', { name: tab }).click();
      if (tab === '填写') await page.getByRole('button', { name: '提交' }).click();
      expect(await seriousFindings(page), tab).toEqual([]);
      expect(await smallTargets(page), tab).toEqual([]);
    }
    await page.getByRole('button', { name: '解除绑定' }).click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('a touched bar shows its figure', async () => {
    const page = await aPage();
    const html = await buildGallery();
    await page.route('http://kit.test/**', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('http://kit.test/');
    await page
      .getByRole('img', { name: /近24个月用电量，从2024年9月到2026年8月/ })
      .click({ position: { x: 3, y: 60 } });
    expect(await page.getByLabel('月份').inputValue()).toBe('2024-09');
    await page.getByRole('button', { name: '后一个月' }).click();
    expect(await page.getByLabel('月份').inputValue()).toBe('2024-10');
  });
});

describe('a page that opens', () => {
  it.each(paths)('does not jump when its data comes late: %s', async (path) => {
    server.delayMs = 400;
    const page = await aPage();
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(server.url + path);
    await page.locator('h1').waitFor({ state: 'attached' });
    await page.locator('[aria-label=正在加载]').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.1);
  });
});
