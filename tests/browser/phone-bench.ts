import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createFaults } from '../../infra/local/faults.ts';
import type { PhoneFiles } from '../../infra/local/wechat/options.ts';
import { type Simulator, startSimulator } from '../../infra/local/wechat/simulator.ts';
import { parseXml } from '../../lib/wechat/xml.ts';
import { startAccount, type TestAccount } from '../unit/infra/local/wechat/support/account.ts';

/** What the account of these tests gets, element by element, and answers: words, or nothing. */
type Answer = (received: Record<string, string>) => string | undefined;

/** A phone in the browser, on a real simulator, in front of a tiny account. */
export interface PhoneBench {
  simulator: Simulator;
  account: TestAccount;
  /** Events and messages that the account received, as `Event EventKey` or `MsgType Content`. */
  heard(): string[];
  answerWith(answer: Answer): void;
  /** POST to the simulator, as a test or as the account. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong in the pages, and requests that left this machine. */
  complaints: string[];
  close(): Promise<void>;
}

const keys = {
  name: '临江供电',
  appId: 'wxba5fad812f8e6fb9',
  appSecret: 'aSecret0aSecret0aSecret0aSecret0',
  token: 'AAAAA',
  encodingAesKey: 'A'.repeat(43),
  originalId: 'gh_97417a04a28d',
  securityMode: 'plaintext',
} as const;

/** Starts one on free ports. */
export const startPhoneBench = async (browser: Browser, phone: PhoneFiles): Promise<PhoneBench> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'phone-'));
  const account = await startAccount();
  const simulator = await startSimulator({
    port: 0,
    dataDir,
    phone,
    account: { ...keys, callbackUrl: account.url },
    faults: createFaults(),
    clock: createTestClock(),
    tuning: { timeoutMs: 500 },
  });
  const complaints: string[] = [];
  const pages: Page[] = [];
  return {
    simulator,
    account,
    complaints,
    heard: () => account.received.filter(({ method }) => method === 'POST').map(({ body }) => summaryOf(read(body))),
    answerWith: (answer) => {
      account.answer = ({ query, body }) => ({ body: query.get('echostr') ?? replyTo(read(body), answer) });
    },
    post: async (path, body) => {
      const response = await fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) });
      return (await response.json()) as Record<string, unknown>;
    },
    open: async (options = {}) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
      pages.push(page);
      watch(page, complaints);
      await page.goto(simulator.url);
      return page;
    },
    close: async () => {
      await Promise.all(pages.map((page) => page.context().close()));
      await Promise.all([simulator.close(), account.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const createTestClock = () => {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    advance: (ms: number) => {
      offset += ms;
    },
  };
};

const read = (body: string): Record<string, string> =>
  Object.fromEntries(Object.entries(parseXml(body).children).map(([name, [first]]) => [name, first?.text ?? '']));

const summaryOf = ({ MsgType = '', Content, Event, EventKey }: Record<string, string>): string =>
  [Event ?? MsgType, Event ? EventKey : Content].filter(Boolean).join(' ');

const replyTo = (received: Record<string, string>, answer: Answer): string => {
  const words = answer(received);
  if (words === undefined) return 'success';
  return `<xml><ToUserName>${received['FromUserName']}</ToUserName><FromUserName>${received['ToUserName']}</FromUserName>
<CreateTime>1</CreateTime><MsgType>text</MsgType><Content><![CDATA[${words}]]></Content></xml>`;
};

const watch = (page: Page, complaints: string[]) => {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(request.url());
  });
};
