import { readAnswer } from './answer.ts';
import { exchange } from './exchange.ts';
import type { Fetch } from './fetch.ts';

/** Who a code stands for (网页授权: 通过 code 换取网页授权 access_token). */
export interface SignedIn {
  openid: string;
  /** A quick-view page (快照页) gives a virtual identity, to which nothing may be bound. */
  isSnapshot: boolean;
}

const officialApi = 'https://api.weixin.qq.com';
const officialPages = 'https://open.weixin.qq.com';
const tokenApi = '/sns/oauth2/access_token';

/** Where the browser is sent to learn who the follower is, without asking them (`snsapi_base`). WeChat wants the parameters in this order. */
export const authorizeUrl = (options: {
  apiUrl: string;
  appId: string;
  redirectUri: string;
  state: string;
}): string => {
  const { apiUrl, appId, redirectUri, state } = options;
  const host = apiUrl === officialApi ? officialPages : apiUrl;
  return `${host}/connect/oauth2/authorize?appid=${appId}&redirect_uri=${encodeURIComponent(redirectUri)}&response_type=code&scope=snsapi_base&state=${state}#wechat_redirect`;
};

/** Exchanges a code, which works once and for five minutes. Throws `WeChatApiError` (40029, 40163: sign in again) or `WeChatNetworkError`. */
export const exchangeCode = async (options: {
  apiUrl: string;
  appId: string;
  appSecret: string;
  code: string;
  fetch: Fetch;
  timeoutMs?: number;
}): Promise<SignedIn> => {
  const { apiUrl, appId, appSecret, code, fetch, timeoutMs = 4000 } = options;
  const url = new URL(tokenApi, apiUrl);
  const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { bytes } = await exchange({ api: tokenApi, url, init: { method: 'GET' }, timeoutMs, fetch });
  const answer = readAnswer(tokenApi, bytes, [appSecret, code]);
  return { openid: String(answer['openid'] ?? ''), isSnapshot: Number(answer['is_snapshotuser'] ?? 0) === 1 };
};
