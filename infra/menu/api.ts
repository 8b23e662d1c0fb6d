import { setTimeout as sleep } from 'node:timers/promises';
import { createWeChatApi, type WeChatApi } from '../../lib/wechat/api.ts';
import type { ApiLog } from '../../lib/wechat/ports.ts';
import { fetchStableToken } from '../../lib/wechat/stable-token.ts';

/** An account as an operator's command names it. */
export interface OperatorAccount {
  baseUrl: string;
  appId: string;
  appSecret: string;
}

/**
 * The API of an account for a command that runs once. In normal mode WeChat hands out the token that the running account uses too,
 * so neither disturbs the other; it is asked for once.
 */
export const openOperatorApi = (account: OperatorAccount, log: ApiLog): WeChatApi => {
  let token: Promise<string> | undefined;
  const renew = () => {
    token = fetchStableToken({ ...account, fetch }).then(({ value }) => value);
    return token;
  };
  return createWeChatApi({
    baseUrl: account.baseUrl,
    token: { get: () => token ?? renew(), renew },
    fetch,
    now: Date.now,
    sleep: (ms) => sleep(ms),
    random: Math.random,
    log,
  });
};
