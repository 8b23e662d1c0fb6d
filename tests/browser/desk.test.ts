import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoStaff } from '../../infra/local/demo-staff.ts';
import { type OpenAccount, openAccount } from '../flow/support/account.ts';
import { seedAudience } from '../flow/support/audience.ts';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';

/** Slow enough to be stopped in the middle. */
const messagesPerSecond = 300;
const many = { line: 'donghu-1', people: 2400 };
const few = { line: 'donghu-2', people: 40, blocking: 12 };
const screens = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

let browser: Browser;
let account: OpenAccount;
let page: Page;
const complaints: string[] = [];

const crowd = async (count: number, notices: 'arrive' | 'blocked'): Promise<string[]> =>
  (await account.simulator.post<{ openids: string[] }>('/control/audience', { count, notices })).openids;

beforeAll(async () => {
  browser = await launchBrowser();
  account = await openAccount({
    organisation: 'power',
    adjust: (organisation) => {
      const { profile } = organisation;
      return { ...organisation, profile: { ...profile, notices: { ...profile.notices, messagesPerSecond } } };
    },
    simulator: { answerMs: 20, receiptDelayMs: 200 },
  });
  await account.advanceTo('09:00');
  await seedAudience(account.stack, await crowd(many.people, 'arrive'), many.line);
  const others = [...(await crowd(few.people - few.blocking, 'arrive')), ...(await crowd(few.blocking, 'blocked'))];
  await seedAudience(account.stack, others, few.line);
  page = await (await browser.newContext({ viewport: screens[0] ?? null, acceptDownloads: true })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await account?.close();
});

const button = (name: string, within: Page | Locator = page) => within.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const openDesk = (path: string, there = page) => there.goto(`${account.stack.accountUrl}/desk${path}`);

const signIn = async (name: string, password: string, there = page) => {
  await there.getByLabel('用户名').fill(name);
  await there.getByLabel('密码').fill(password);
  await button('登录', there).click();
};

/** The figure of a tile. */
const figure = async (label: string): Promise<number> => {
  const tile = page.locator('.tile').filter({ has: page.getByText(label, { exact: true }) });
  return Number(
    (await tile.locator('dd').evaluate(({ firstChild }) => firstChild?.textContent ?? '')).replace(/,/g, ''),
  );
};

const stateShown = (state: string) =>
  page.locator('.facts').getByText(state, { exact: true }).waitFor({ timeout: 60_000 });

/** Nothing serious for axe-core, nothing below 44 px, nothing wider than the screen, at a desk and on a phone. */
const examine = async (what: string, there = page) => {
  for (const screen of screens) {
    await there.setViewportSize(screen);
    const found = [await seriousFindings(there), await smallTargets(there), await isTooWide(there)];
    expect([what, screen.width, ...found]).toEqual([what, screen.width, [], [], false]);
  }
  await there.setViewportSize(screens[0] ?? { width: 1440, height: 900 });
};

const local = (days: number, time: string): string =>
  `${new Date(account.now() + days * 86_400_000).toISOString().slice(0, 10)} ${time}`;

const header = '类型,区域,原因,开始时间,结束时间';
const rowFor = (line: string, reason: string) => `计划,${line},${reason},${local(9, '08:00')},${local(9, '17:00')}`;

const bothRows = () => `${header}\n${rowFor(many.line, '线路检修')}\n${rowFor(few.line, '更换变压器')}\n`;

const choose = (text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: '停电.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) });

/** A figure once it has stood still for some seconds: segments that were under way when the notice was stopped are finished. */
const settled = async (label: string): Promise<number> => {
  let [before, now] = [Number.NaN, await figure(label)];
  for (let time = 0; time < 10 && before !== now; time += 1) {
    before = now;
    await sleep(4000);
    now = await figure(label);
  }
  return now;
};

/** A crowded machine may lose a sender's lease: then the watchdog goes on, each minute. */
const untilSent = async () => {
  const isSent = () => page.locator('.facts').getByText('已发完', { exact: true }).isVisible();
  for (let second = 0; second < 90 && !(await isSent()); second += 1) {
    await sleep(1000);
    if (second % 30 === 29) await account.advance(60_000);
  }
  expect(await isSent()).toBe(true);
};

/** Lets receipts be joined: the clock goes on by minutes until the figure is there. */
const untilFigure = async (label: string, value: number) => {
  await expect
    .poll(() => account.simulator.get('/control/receipts'), { timeout: 30_000 })
    .toMatchObject({ waiting: 0 });
  for (let minute = 0; minute < 20 && (await figure(label)) !== value; minute += 1) {
    await account.advance(60_000);
    await sleep(2500);
    await page.reload();
    await page.locator('.tile').first().waitFor();
  }
  expect(await figure(label), (await page.locator('.tiles').textContent()) ?? '').toBe(value);
};

// One clerk: each test goes on where the one before it ended.
describe('a clerk at the desk', { timeout: 180_000 }, () => {
  it('signs in, after a wrong password has been refused', async () => {
    await openDesk('/outages/import');
    await page.getByLabel('用户名').waitFor();
    await examine('sign-in');
    await signIn(demoStaff.name, 'not the password');
    await page.getByText('用户名或密码不对').waitFor();
    await signIn(demoStaff.name, demoStaff.password);
    await page.getByRole('heading', { name: '从表格导入' }).waitFor();
  });

  it('imports a table: sees what is wrong by line and column, and nothing is stored', async () => {
    await choose(`${header}\n${rowFor(many.line, '线路检修')}\n计划,没有这条线,,昨天,${local(9, '17:00')}\n`);
    await page.getByText('1 行有问题').waitFor();
    const bad = page.getByRole('row').filter({ hasText: '第 3 行' });
    for (const words of ['区域：没有找到“没有这条线”', '原因：请写原因', '开始时间：时间请写成']) {
      expect(await bad.textContent()).toContain(words);
    }
    expect(await button('保存并统计人数').count()).toBe(0);
    await examine('a table with faults');
  });

  it('sees how many people on how many accounts each row would reach, before anything is confirmed', async () => {
    await choose(bothRows());
    // The line is lost while the second row is on its way.
    let posted = 0;
    await page.route('**/desk/api/outages', (route) => {
      posted += 1;
      return posted === 2 ? route.abort() : route.continue();
    });
    await button('保存并统计人数').click();
    await button('再试没有保存的 1 行').click();
    await button('全部确认发出').waitFor({ timeout: 60_000 });
    await page.unroute('**/desk/api/outages');
    const rows = await page.getByRole('row').allInnerTexts();
    expect(rows[1]).toMatch(/第 2 行.*donghu-1.*2,400\s+2,400\s+待确认/s);
    expect(rows[2]).toMatch(/第 3 行.*donghu-2.*40\s+40\s+待确认/s);
    expect(await page.getByLabel('微信里的样子').textContent()).toMatch(/计划停电通知停电区域donghu-1/);
    await examine('a table that was counted');
  });

  it('confirms, told once more how many it goes to', async () => {
    await button('全部确认发出').click();
    await dialog().getByText('共 2 条通知，合计 2,440 人次（2,440 个账户次）').waitFor();
    await examine('the question before sending');
    await button('确认发出', dialog()).click();
    await page.getByText('已确认，正在发出').waitFor();
  });

  it('watches the figures, stops the notice in the middle, and nothing goes out any more', async () => {
    await openDesk('/notices');
    await page.getByRole('link', { name: /donghu-1/ }).click();
    await expect.poll(() => figure('微信已接收'), { timeout: 30_000 }).toBeGreaterThan(0);
    await button('停止发送').click();
    await dialog().getByText('2,400 人（2,400 个账户）').waitFor();
    await button('停止发送', dialog()).click();
    await stateShown('已停止');
    const accepted = await settled('微信已接收');
    const waiting = await figure('等待发送');
    expect([accepted + waiting, waiting > 0]).toEqual([many.people, true]);
    await sleep(3000);
    expect(await figure('微信已接收')).toBe(accepted);
    await examine('a stopped notice');
  });

  it('lets it go on, until everybody has it once', async () => {
    await button('继续发送').click();
    await button('继续发送', dialog()).click();
    await untilSent();
    await untilFigure('已送达', many.people);
    expect(await figure('等待发送')).toBe(0);
    const [counts] = (await account.simulator.get<{ data: object; people: object }[]>('/control/notices')).filter(
      ({ data }) => JSON.stringify(data).includes(many.line),
    );
    expect(counts?.people).toEqual({ once: many.people, more: 0, none: expect.any(Number) });
  });

  it('imports the same rows once more, in another file, and nobody is told twice', async () => {
    await openDesk('/outages/import');
    await choose(`${bothRows()}\n`);
    await button('保存并统计人数').click();
    await page.getByRole('row').filter({ hasText: many.line }).getByText('已发完').waitFor({ timeout: 30_000 });
    expect(await button('全部确认发出').count()).toBe(0);
    await openDesk('/notices');
    const told = page.getByRole('link', { name: /donghu-1/ });
    await told.first().waitFor();
    expect(await told.count()).toBe(1);
    await told.click();
    await page.locator('.tile').first().waitFor();
  });

  it('exports what became of each, without anybody’s identity', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV 表格' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFF编号,结果,短信');
    expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(many.people);
    expect(lines.slice(1).every((line) => /^P[\w-]{16},已送达,/.test(line))).toBe(true);
  });

  it('sends again to those who were not reached, and takes that back before it goes out', async () => {
    await openDesk('/notices');
    await page.getByRole('link', { name: /donghu-2/ }).click();
    await page.locator('.tile').first().waitFor();
    await untilFigure('用户拒收', few.blocking);
    await button('再次发送给未送达的人').click();
    await button('再次发送给未送达的人', dialog()).click();
    await page.getByRole('heading', { name: /^再次发送：/ }).waitFor();
    await stateShown('待确认');
    expect(await figure('对象')).toBe(few.blocking);
    await button('取消通知').click();
    await button('取消通知', dialog()).click();
    await stateShown('已取消');
  });

  it('delays an outage, and drafts the notice of it for the same people', async () => {
    await openDesk('/outages');
    await page.getByLabel('月份').selectOption(local(9, '').slice(0, 7));
    await page.getByRole('link', { name: '计划停电' }).first().waitFor();
    await page.getByRole('row').filter({ hasText: few.line }).getByRole('link').click();
    await button('变更').waitFor();
    await examine('an outage');
    await button('变更').click();
    await dialog().getByLabel('结束时间').fill(local(9, '19:00').replace(' ', 'T'));
    await button('保存并起草通知', dialog()).click();
    await stateShown('待确认');
    expect(await figure('对象')).toBe(few.people);
    expect(await page.getByLabel('微信里的样子').textContent()).toContain('19:00');
  });

  it('writes a notice to areas from the tree, and sees it as followers will', async () => {
    await openDesk('/notices/new');
    await page.getByLabel('通知模板').selectOption('outage-fault');
    await page.getByLabel('停电区域').fill('东湖路一带');
    await button('保存并统计人数').click();
    await page.getByText('请填写标题').waitFor();
    await page.getByLabel('按名称查找区域').fill('城中1线');
    await button('查找').click();
    await page.getByLabel(/^10kV城中1线 线路 · /).check();
    expect(await page.getByLabel('微信里的样子').textContent()).toContain('东湖路一带');
    await examine('a new notice');
    await page.getByLabel('标题（只给同事看）').fill('抢修');
    await button('保存并统计人数').click();
    await page.getByText(/发生时间：请填写/).waitFor();
  });

  it('finds what it typed when its session has ended in between', async () => {
    await openDesk('/outages/new');
    await page.getByLabel('原因').fill('更换电杆');
    await page.getByLabel('开始时间').fill(local(9, '08:00').replace(' ', 'T'));
    await page.getByLabel('预计结束时间').fill(local(9, '17:00').replace(' ', 'T'));
    await page.getByLabel('按名称查找区域').fill('城中2线');
    await button('查找').click();
    await page.getByLabel(/^10kV城中2线 线路 · /).check();
    await page.context().clearCookies();
    await button('保存并统计人数').click();
    await page.getByText('登录过期了，请重新登录').waitFor();
    await examine('signing in again');
    await signIn(demoStaff.name, demoStaff.password);
    await page.getByText('没有提交').waitFor();
    expect(await page.getByLabel('原因').inputValue()).toBe('更换电杆');
    await button('保存并统计人数').click();
    await page.getByRole('heading', { name: /计划停电 10kV城中2线/ }).waitFor();
  });

  it('adds a colleague, who may look and stop, and is told why not confirm', async () => {
    await openDesk('/staff');
    await page.getByLabel('用户名').fill('xiaochen');
    await page.getByLabel('姓名', { exact: true }).fill('小陈');
    await button('添加').click();
    const password = (await page.getByTestId('password').textContent()) ?? '';
    await button('记下了').click();
    await examine('the staff');

    const colleague = await (await browser.newContext({ viewport: screens[0] ?? null })).newPage();
    await openDesk('', colleague);
    await signIn('xiaochen', password, colleague);
    await colleague
      .getByRole('link', { name: /停电.*donghu-2/ })
      .filter({ hasText: '：' })
      .first()
      .click();
    await colleague.getByText('您没有确认发出的权限').waitFor();
    expect(await button('确认发出', colleague).count()).toBe(0);
    expect(await colleague.getByRole('link', { name: '员工' }).count()).toBe(0);
    await examine('the list of a colleague', colleague);

    await page.getByRole('row').filter({ hasText: '小陈' }).getByRole('button', { name: '停用' }).click();
    await button('停用', dialog()).click();
    await page.getByText(/停用于/).waitFor();
    await colleague.getByRole('link', { name: '通知', exact: true }).first().click();
    await colleague.getByLabel('密码').waitFor();
  });

  it('signs out, without a fault on any page', async () => {
    await button('退出').click();
    await page.getByLabel('密码').waitFor();
    await openDesk('/notices');
    await page.getByLabel('密码').waitFor();
    expect(complaints).toEqual([]);
  });
});
