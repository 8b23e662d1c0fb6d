import type { Browser, BrowserContext, CDPSession } from 'playwright-core';
import { startStack } from '../../infra/local/stack.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { bindDemoSubjects, openPhone } from '../browser/demo-follower.ts';
import { median, printTable } from './statistics.ts';

/** Lighthouse's slow 4G and its mid-range phone. */
const slow4g = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
const cpuSlowdown = 4;
/** TCP and TLS 1.3 take a round trip each before the first request; the profile delays requests only. */
const connectionMs = 2 * slow4g.latency;
/** As often as personal data may be asked for in a day. */
const runs = 3;
const budget = { bytes: 60 * 1024, ms: 1500 };

const everyones = ['/pages/me', '/pages/bind', '/pages/trail', '/pages/privacy', '/pages/register', '/pages/verify'];

/** Which pages are opened at which organisation. */
const pagesOf: Record<string, readonly string[]> = {
  power: ['/pages/bills', '/pages/account-data', ...everyones],
  'housing-fund': [
    '/pages/fund-account',
    '/pages/deposits',
    '/pages/loans',
    '/pages/applications',
    '/pages/loan-calculator',
  ],
  bank: ['/pages/cards'],
  police: ['/pages/violations'],
  campus: ['/pages/classrooms', '/pages/utilities'],
};

interface Opening {
  /** Compressed bytes of HTML, style and scripts. */
  bytes: number;
  dataBytes: number;
  /** From the request to content on the screen that answers to a touch. */
  ms: number;
  /** The fault that was shown in place of content. */
  fault: string | undefined;
}

/** Runs in the page: notes when its heading and its content are there. No function in it has a name, since tsx would add a helper that the page lacks. */
const watchForUse = () => {
  new MutationObserver(() => {
    const loading = document.querySelector('[aria-label=正在加载]');
    if (!document.querySelector('h1') || loading || 'usableAt' in window) return;
    requestAnimationFrame(() => setTimeout(() => Object.assign(window, { usableAt: performance.now() })));
  }).observe(document, { childList: true, subtree: true });
};

const countBytes = async (session: CDPSession): Promise<{ page: number; data: number }> => {
  const bytes = { page: 0, data: 0 };
  const data = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname.startsWith('/api/')) data.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[data.has(requestId) ? 'data' : 'page'] += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return bytes;
};

const openOnce = async (context: BrowserContext, address: string): Promise<Opening> => {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const bytes = await countBytes(session);
  await session.send('Network.emulateNetworkConditions', slow4g);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  await page.addInitScript(watchForUse);
  await page.goto(address);
  await page.waitForFunction(() => 'usableAt' in window);
  const ms = await page.evaluate(() => (window as unknown as { usableAt: number }).usableAt);
  const [fault] = await page.locator('.error-view p').allTextContents();
  await page.close();
  return { bytes: bytes.page, dataBytes: bytes.data, ms: ms + connectionMs, fault };
};

const row = (path: string, openings: Opening[]): string[] => {
  const bytes = median(openings.map((opening) => opening.bytes));
  const ms = median(openings.map((opening) => opening.ms));
  return [
    path,
    (bytes / 1024).toFixed(1),
    (median(openings.map((opening) => opening.dataBytes)) / 1024).toFixed(1),
    ms.toFixed(0),
    bytes <= budget.bytes && ms <= budget.ms ? 'kept' : 'missed',
    openings.find(({ fault }) => fault)?.fault?.slice(0, 20) ?? 'content',
  ];
};

const openPages = async (browser: Browser, organisation: string, paths: readonly string[]): Promise<string[][]> => {
  const stack = await startStack({ organisation });
  const rows: string[][] = [];
  try {
    const { context } = await openPhone(browser, stack);
    await bindDemoSubjects(context, stack);
    for (const path of paths) {
      const openings: Opening[] = [];
      for (let count = 0; count < runs; count += 1) openings.push(await openOnce(context, stack.accountUrl + path));
      rows.push(row(path, openings));
    }
  } finally {
    await stack.stop();
  }
  return rows;
};

/** Weight and time to use of the pages of a signed-in follower on the local stack, nothing cached. */
export const run = async (): Promise<void> => {
  const browser = await launchBrowser();
  console.log(
    `Slow 4G (150 ms, 1.6 Mbit/s, processor ÷ ${cpuSlowdown}), ${connectionMs} ms for TCP and TLS included, nothing cached; median of ${runs}; budget ≤ 60 KB, ≤ 1500 ms\n`,
  );
  for (const [organisation, paths] of Object.entries(pagesOf)) {
    const rows = await openPages(browser, organisation, paths);
    printTable(organisation, [['page', 'KB', 'KB of data', 'usable, ms', 'budget', 'shows'], ...rows]);
  }
  await browser.close();
};
