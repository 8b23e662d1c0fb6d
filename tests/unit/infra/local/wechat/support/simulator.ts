import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createFaults, type Faults } from '../../../../../../infra/local/faults.ts';
import type { ChatMessage, Delivered, Say, WireEntry } from '../../../../../../infra/local/wechat/contract.ts';
import type { SimulatorAccount, Tuning } from '../../../../../../infra/local/wechat/options.ts';
import { type Simulator, startSimulator } from '../../../../../../infra/local/wechat/simulator.ts';
import { createCipher } from '../../../../../../lib/wechat/cipher.ts';
import { parseXml, type XmlElement } from '../../../../../../lib/wechat/xml.ts';
import { type Received, startAccount, type TestAccount } from './account.ts';

/** Keys of the account in these tests. */
export const keys = {
  name: '测试服务号',
  appId: 'wxba5fad812f8e6fb9',
  appSecret: 'aSecret0aSecret0aSecret0aSecret0',
  token: 'AAAAA',
  encodingAesKey: 'A'.repeat(43),
  originalId: 'gh_97417a04a28d',
} as const;

/** A simulator, its account, and short ways to use both. */
export interface Bench {
  simulator: Simulator;
  account: TestAccount;
  faults: Faults;
  /** Moves the simulated clock. */
  advance(ms: number): void;
  now(): number;
  request<T = unknown>(method: string, path: string, body?: unknown): Promise<{ status: number; json: T }>;
  /** WeChat's API with a token of its own. */
  api<T = unknown>(path: string, body?: unknown): Promise<T>;
  follower(order?: { scene?: string; nickname?: string }): Promise<string>;
  say(openid: string, words: Say): Promise<Delivered>;
  tap(openid: string, key: string): Promise<Delivered>;
  chat(openid: string): Promise<ChatMessage[]>;
  wire(openid?: string): Promise<WireEntry[]>;
  /** Events and messages received, in clear, oldest first. */
  clear(): XmlElement[];
  restart(): Promise<void>;
}

/** Text of a child. */
export const at = (xml: XmlElement | undefined, ...names: string[]): string | undefined =>
  names.reduce<XmlElement | undefined>((element, name) => element?.children[name]?.[0], xml)?.text;

/** What a received request says, decrypted when it must be. */
const open = ({ body }: Received): XmlElement => {
  const outer = parseXml(body);
  const encrypted = at(outer, 'Encrypt');
  return encrypted === undefined ? outer : parseXml(createCipher(keys.encodingAesKey, keys.appId).decrypt(encrypted));
};

interface BenchOptions {
  tuning?: Tuning;
  securityMode?: SimulatorAccount['securityMode'];
}

const start = async (options: BenchOptions, dataDir: string, world: { offset: number; faults: Faults }, url: string) =>
  startSimulator({
    port: 0,
    dataDir,
    account: { ...keys, securityMode: options.securityMode ?? 'plaintext', callbackUrl: url },
    faults: world.faults,
    clock: {
      now: () => Date.now() + world.offset,
      advance: (ms) => {
        world.offset += ms;
      },
      offsetMs: () => world.offset,
    },
    tuning: { receiptDelayMs: 20, ...options.tuning },
  });

const createBench = async (options: BenchOptions): Promise<Bench & { close(): Promise<void> }> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-'));
  const world = { offset: 0, faults: createFaults() };
  const account = await startAccount();
  let token: string | undefined;
  const bench: Bench = {
    simulator: await start(options, dataDir, world, account.url),
    account,
    faults: world.faults,
    advance: (ms) => {
      world.offset += ms;
      token = undefined;
    },
    now: () => Date.now() + world.offset,
    request: async <T>(method: string, route: string, body?: unknown) => {
      const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
      const response = await fetch(`${bench.simulator.url}${route}`, { method, redirect: 'manual', ...content });
      const text = await response.text();
      const isJson = text.startsWith('{') || text.startsWith('[');
      return { status: response.status, json: (isJson ? JSON.parse(text) : text) as T };
    },
    api: async <T>(route: string, body?: unknown) => {
      token ??= await fetchToken(bench);
      const path = `${route}${route.includes('?') ? '&' : '?'}access_token=${token}`;
      return (await bench.request<T>(body === undefined ? 'GET' : 'POST', path, body)).json;
    },
    follower: async (order = {}) =>
      (await bench.request<{ openid: string }>('POST', '/control/followers', order)).json.openid,
    say: async (openid, words) =>
      (await bench.request<Delivered>('POST', `/control/followers/${openid}/say`, words)).json,
    tap: async (openid, key) =>
      (await bench.request<Delivered>('POST', `/control/followers/${openid}/tap`, { key })).json,
    chat: async (openid) => (await bench.request<ChatMessage[]>('GET', `/control/followers/${openid}/chat`)).json,
    wire: async (openid) =>
      (await bench.request<WireEntry[]>('GET', `/phone/wire${openid ? `?openid=${openid}` : ''}`)).json,
    clear: () => account.received.filter(({ method }) => method === 'POST').map(open),
    restart: async () => {
      await bench.simulator.close();
      bench.simulator = await start(options, dataDir, world, account.url);
    },
  };
  const close = async (): Promise<void> => {
    await bench.simulator.close();
    await account.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return Object.assign(bench, { close });
};

/** An access token by the stable endpoint. */
export const fetchToken = async (bench: Bench, force = false): Promise<string> => {
  const body = { grant_type: 'client_credential', appid: keys.appId, secret: keys.appSecret, force_refresh: force };
  return (await bench.request<{ access_token: string }>('POST', '/cgi-bin/stable_token', body)).json.access_token;
};

/** A fresh bench for every test of the file; the returned function gives it. */
export const useBench = (options: BenchOptions = {}): (() => Bench) => {
  let bench: (Bench & { close(): Promise<void> }) | undefined;
  beforeEach(async () => {
    bench = await createBench(options);
  });
  afterEach(() => bench?.close());
  return () => {
    if (!bench) throw new Error('the bench is there only inside a test');
    return bench;
  };
};

/** Waits until `check` gives something. */
export const eventually = async <T>(check: () => T | undefined, forMs = 2000): Promise<T> => {
  const end = Date.now() + forMs;
  while (Date.now() < end) {
    const found = check();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it did not happen in time');
};
