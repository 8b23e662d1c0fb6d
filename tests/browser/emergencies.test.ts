import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmergencyList } from '../../lib/services/announcements/api.ts';
import { isTooWide, seriousFindings, smallTargets } from './accessibility.ts';
import { launchBrowser } from './chromium.ts';
import { no } from './pages-answers.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';

const at = Date.parse('2026-11-22T10:00:00+08:00');
const list: EmergencyList = {
  emergencies: [
    {
      ...{
        id: 'storm',
        headline: '暴雨红色预警',
        place: '城中区、江北区',
        advice: '不走积水路段',
        state: 'active',
        at,
      },
      text: '今天14时到20时有特大暴雨，降水量可达200毫米。\n地下停车场、下穿隧道、河边步道请不要停留。',
      updates: [
        { id: 'u1', at: at + 3_600_000, headline: '下穿隧道已封闭' },
        {
          ...{ id: 'u2', at: at + 7_200_000, headline: '预警降为橙色' },
          text: '雨势减弱，积水路段仍请绕行。\n滨江大道预计16时恢复通行，咨询请拨12345，求助请拨13800138000。',
        },
      ],
    },
    {
      ...{ id: 'gas', headline: '燃气管道泄漏', place: '南湖区', advice: '听从现场民警指挥', state: 'ended' },
      ...{ at: at - 86_400_000, text: '学院路燃气管道泄漏，周边200米已疏散。' },
      updates: [{ id: 'u3', at: at - 80_000_000, headline: '险情已排除，可以回家' }],
    },
  ],
};

let browser: Browser;
let server: PagesServer;
beforeAll(async () => {
  const answers = { 'GET /api/emergencies': () => ({ body: list }) };
  [browser, server] = await Promise.all([launchBrowser(), startPagesServer(answers)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const open = async (path: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, isMobile: true, colorScheme });
  await page.goto(server.url + path);
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return page;
};

describe('the page of emergencies', () => {
  it('shows what goes on, with the newest of it first, and what is over', async () => {
    const page = await open('/pages/emergencies');
    const text = await page.locator('main').textContent();
    expect(text).toMatch(
      /暴雨红色预警[\s\S]*进行中[\s\S]*预警降为橙色[\s\S]*下穿隧道已封闭[\s\S]*燃气管道泄漏[\s\S]*已结束/,
    );
    await page.close();
  });

  it('shows the one first that the card was about', async () => {
    const page = await open('/pages/emergencies?id=gas');
    expect(await page.locator('h2').first().textContent()).toContain('燃气管道泄漏');
    await page.close();
  });

  it('keeps itself current, and what it shows where no answer comes', async () => {
    const { answers } = server;
    const page = await open('/pages/emergencies');
    const lookAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const [storm] = list.emergencies;
    const ended = { ...storm, state: 'ended' as const, headline: '预警已经解除' };
    server.answers = { 'GET /api/emergencies': () => ({ body: { emergencies: [ended] } }) };
    await lookAgain();
    await page.getByRole('heading', { name: '预警已经解除' }).waitFor();
    server.answers = { 'GET /api/emergencies': () => no(503, 'unavailable', '系统忙') };
    await lookAgain();
    await page.waitForTimeout(500);
    expect(await page.getByRole('heading', { name: '预警已经解除' }).count()).toBe(1);
    server.answers = answers;
    await page.close();
  });

  it('lets the numbers in its text be called', async () => {
    const page = await open('/pages/emergencies');
    expect(
      await page.locator('a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(expect.arrayContaining(['tel:12345', 'tel:13800138000']));
    expect(await smallTargets(page)).toEqual([]);
    await page.close();
  });

  it('says so when there is nothing', async () => {
    const { answers } = server;
    server.answers = { 'GET /api/emergencies': () => ({ body: { emergencies: [] } }) };
    const page = await open('/pages/emergencies');
    await page.getByText('现在没有应急提示').waitFor();
    server.answers = answers;
    await page.close();
  });

  it.each(['light', 'dark'] as const)(
    'is readable by everybody in %s, and not wider than the phone',
    async (scheme) => {
      const page = await open('/pages/emergencies', scheme);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      await page.close();
    },
  );
});
