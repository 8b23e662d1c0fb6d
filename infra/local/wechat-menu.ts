import { setTimeout as sleep } from 'node:timers/promises';
import { createWeChatApi } from '../../lib/wechat/api.ts';
import { fetchStableToken } from '../../lib/wechat/stable-token.ts';
import { publishMenus } from '../menu/account.ts';
import type { LocalSettings } from './defaults.ts';

/** Publishes a profile's menus in the simulator, so that a new stack shows the account as its followers will see it. */
export const publishLocally = async (
  settings: LocalSettings,
  profile: Parameters<typeof publishMenus>[1],
): Promise<void> => {
  const { WECHAT_API_URL: baseUrl, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = settings;
  const get = async () => (await fetchStableToken({ baseUrl, appId, appSecret, fetch })).value;
  const api = createWeChatApi({
    baseUrl,
    token: { get, renew: get },
    fetch,
    now: Date.now,
    sleep: (ms) => sleep(ms),
    random: Math.random,
    log: { info: () => {}, warn: () => {} },
  });
  await publishMenus(api, profile);
  // The calls on record are to be those of the account itself.
  await fetch(`${baseUrl}/control/calls`, { method: 'DELETE' });
};
