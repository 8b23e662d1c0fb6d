import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../../infra/local/stack.ts';
import { createWeChatApi, type WeChatApi } from '../../../lib/wechat/api.ts';
import { fetchStableToken } from '../../../lib/wechat/stable-token.ts';

/** WeChat's API as an operator of the account reaches it. */
export const openApiOf = ({ env }: Stack): WeChatApi => {
  const { WECHAT_API_URL: baseUrl, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = env;
  const get = async () => (await fetchStableToken({ baseUrl, appId, appSecret, fetch })).value;
  return createWeChatApi({
    baseUrl,
    token: { get, renew: get },
    fetch,
    now: Date.now,
    sleep: (ms) => sleep(ms),
    random: Math.random,
    log: { info: () => {}, warn: () => {} },
  });
};
