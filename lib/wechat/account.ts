import { createWeChatApi, type WeChatApi } from './api.ts';
import { leanFetch } from './fetch.ts';
import type { ApiLog, Now } from './ports.ts';
import { fetchStableToken } from './stable-token.ts';
import { createTokenSource, type TokenStore } from './token.ts';

/** One account of WeChat, as its settings and secrets name it. */
export interface WeChatAccount {
  baseUrl: string;
  appId: string;
  appSecret: () => Promise<string>;
  tokenStore: TokenStore;
  now: Now;
  sleep: (ms: number) => Promise<void>;
  log: ApiLog;
}

/** The API of an account, with its token kept fresh for all instances. */
export const openWeChatApi = ({ baseUrl, appId, appSecret, tokenStore, now, sleep, log }: WeChatAccount): WeChatApi => {
  const pausing = { now, sleep, log, random: Math.random };
  const fetchToken = async () => fetchStableToken({ baseUrl, appId, appSecret: await appSecret(), fetch: leanFetch });
  const token = createTokenSource({ ...pausing, fetchToken, store: tokenStore });
  return createWeChatApi({ ...pausing, baseUrl, token, fetch: leanFetch });
};
