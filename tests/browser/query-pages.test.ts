import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';
import { no } from './pages-answers.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';
import { queryAnswers } from './query-answers.ts';

/** The pages of the power company and of the fund, over what their services really answer. */
const answers = await queryAnswers();
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

const open = async (path: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> => {
  const viewport = { width: 390, height: 844 };
  const page = await browser.newPage({ viewport, hasTouch: true, isMobile: true, colorScheme });
  opened.push(page);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.url + path);
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return page;
};

describe('the bills page', () => {
  it('shows the newest bill, and another month by the picker, in the address too', async () => {
    const page = await open('/pages/bills');
    await page.getByText('2026年9月电费').waitFor();
    await page.getByText('86.80').first().waitFor();
    await page.getByRole('button', { name: '前一个月' }).click();
    await page.getByText('2026年8月电费').waitFor();
    expect(page.url()).toContain('/pages/bills?month=2026-08');
    expect(server.asked.filter((asked) => asked.startsWith('GET /api/bills/'))).toEqual([
      'GET /api/bills/latest',
      'GET /api/bills/2026-08',
    ]);
  });

  it('shows the chart and says when details may be seen again, once the day’s are used up', async () => {
    const limit = '为保护隐私，“电费账单”每天最多查 3 次，今天已经用完，00:00 后可以再查。';
    server.answers = { ...answers, 'GET /api/bills/latest': () => no(429, 'limit_reached', limit) };
    const page = await open('/pages/bills');
    await page.getByText(limit).waitFor();
    await page.getByText('近24个月用电量').first().waitFor();
    await page.getByRole('tab', { name: '电费' }).click();
    await page.getByText('看数字').click();
    await page.getByRole('cell', { name: '86.80元' }).waitFor();
  });

  it('of a month without a bill says so, and keeps the month in the picker', async () => {
    const page = await open('/pages/bills?month=2026-10');
    await page.getByText('这个月没有账单').waitFor();
    expect(await page.getByLabel('月份').inputValue()).toBe('2026-10');
  });
});

describe('changing an account’s data', () => {
  const sent = (challenge: string, phoneShown: string) => ({ body: { challenge, phoneShown, resendAfterS: 30 } });

  it('asks for the new phone, then a code of the old one, then a code of the new one', async () => {
    server.answers = {
      ...answers,
      'POST /api/account-data/start': () => sent('challenge-old', '138****5678'),
      'POST /api/account-data/confirm': (body) =>
        (body as { challenge: string }).challenge === 'challenge-new'
          ? { body: { kind: 'changed' } }
          : { body: { kind: 'new-phone', ...sent('challenge-new', '139****9999').body } },
    };
    const page = await open('/pages/account-data');
    await page.getByRole('button', { name: /登记手机号/ }).click();
    await page.getByLabel('新手机号').fill('13900009999');
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByText('138****5678').waitFor();
    await page.getByLabel('验证码').fill('123456');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('139****9999').waitFor();
    await page.getByLabel('验证码').fill('654321');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('已改好').waitFor();
    expect(server.asked).toContain('POST /api/account-data/start {"what":"phone","phone":"13900009999"}');
  });

  it('shows a refused password at its field', async () => {
    const refusal = no(400, 'weak_password', '这个密码太容易猜。', { field: 'servicePassword' });
    server.answers = { ...answers, 'POST /api/account-data/start': () => refusal };
    const page = await open('/pages/account-data');
    await page.getByRole('button', { name: /服务密码/ }).click();
    await page.getByLabel('新服务密码').fill('111111');
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByText('这个密码太容易猜。').waitFor();
    expect(await page.getByLabel('新服务密码').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the fund’s pages', () => {
  it('show another year of deposits, and one month of it', async () => {
    const page = await open('/pages/deposits');
    await page.getByLabel('年份').selectOption('2025');
    await page.getByText('2025年合计').waitFor();
    expect(page.url()).toContain('year=2025');
    await page.getByLabel('看哪个月').selectOption('2025-03');
    await page.getByText('2025年3月6日').waitFor();
    expect(await page.getByText('2025年4月6日').count()).toBe(0);
  });

  it('show a year of the repayment flow with its sums', async () => {
    const page = await open('/pages/loans');
    await page.getByText('2,402.04').first().waitFor();
    await page.getByLabel('还款流水').selectOption('2025');
    await page.getByText('2025年合计').waitFor();
    await page.getByText('2025年12月20日').waitFor();
  });
});

describe('the loan calculator', () => {
  it('opens with the loan of its address, and calculates anew with every figure', async () => {
    const page = await open('/pages/loan-calculator?commercial=100&commercialRate=3.1&months=360');
    expect(await page.getByRole('tab', { name: '商业', selected: true }).count()).toBe(1);
    await page.getByRole('cell', { name: '4,270.16' }).first().waitFor();
    await page.getByLabel('商业贷款金额').fill('50');
    await page.getByRole('cell', { name: '2,135.08' }).first().waitFor();
    await page.getByLabel('商业贷款金额').fill('0.5');
    await page.getByText('每笔贷款请在1万元到1亿元之间').waitFor();
    expect(server.asked).toEqual(['GET /api/loan-calculator']);
  });

  it('takes the fund’s rate of the length and the home', async () => {
    const page = await open('/pages/loan-calculator?fund=50&months=240');
    await page.getByLabel('年限').selectOption('5');
    expect(await page.getByLabel('公积金年利率').inputValue()).toBe('2.1');
    await page.getByLabel('第几套住房').selectOption('second');
    expect(await page.getByLabel('公积金年利率').inputValue()).toBe('2.525');
  });

  it('shows what an early repayment saves, and why one is not possible', async () => {
    const page = await open('/pages/loan-calculator?fund=60&months=360');
    await page.getByText('节省利息').waitFor();
    await page.getByLabel('已还期数').fill('3');
    await page.getByText('还满6期以后才能提前还').waitFor();
    await page.getByLabel('已还期数').fill('12');
    await page.getByLabel('提前还（万元）').fill('100');
    await page.getByText('已全部还清').waitFor();
  });
});

describe('every page', () => {
  const paths = ['bills', 'account-data', 'fund-account', 'deposits', 'loans', 'applications', 'loan-calculator'];

  it.each(paths.flatMap((path) => [[path, 'light'] as const, [path, 'dark'] as const]))(
    '%s, %s, can be read and used by everybody',
    async (path, colors) => {
      const page = await open(`/pages/${path}`, colors);
      await page.locator('.group, .fields').first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
    },
  );

  it.each(paths)('%s says what to do when the organisation’s systems are slow', async (path) => {
    const slow = () => no(503, 'unavailable', '很抱歉，系统出了点问题。请过几分钟再试。');
    const name = path === 'bills' ? '/api/bills/latest' : `/api/${path}`;
    server.answers = { ...answers, [`GET ${name}`]: slow };
    const page = await open(`/pages/${path}`);
    await page.getByText('请过几分钟再试').waitFor();
    await page.getByRole('button', { name: '再试一次' }).waitFor();
  });
});
