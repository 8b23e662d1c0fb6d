import type { Settings } from '../platform/config.ts';
import { openSecrets, type Runtime } from '../platform/runtime.ts';
import { createSharedValueStore } from '../platform/shared-value.ts';
import { openWeChatApi } from '../wechat/account.ts';
import type { WeChatApi } from '../wechat/api.ts';
import { createTicketSource } from '../wechat/ticket.ts';
import type { TokenSource } from '../wechat/token.ts';

/** Names of the settings by which the account's API is reached. */
export const accountSettings = [
  'TABLE_NAME',
  'LOG_LEVEL',
  'SECRETS_PATH',
  'WECHAT_APP_ID',
  'WECHAT_API_URL',
] as const satisfies (keyof Settings)[];
type AccountSettings = Pick<Settings, (typeof accountSettings)[number]>;

/** The account's API, its token shared by all instances through the table. */
export const openApi = (settings: AccountSettings, { table, now, sleep, log }: Runtime): WeChatApi => {
  const secrets = openSecrets(settings);
  return openWeChatApi({
    baseUrl: settings.WECHAT_API_URL,
    appId: settings.WECHAT_APP_ID,
    appSecret: () => secrets.get('wechat-app-secret'),
    tokenStore: createSharedValueStore(table, 'access-token', now),
    now,
    sleep,
    log,
  });
};

/** The ticket by which pages may use the JS-SDK, shared like the token. */
export const openJsSdkTicket = (api: WeChatApi, { table, now, sleep, log }: Runtime): TokenSource =>
  createTicketSource(api, {
    store: createSharedValueStore(table, 'js-sdk-ticket', now),
    now,
    sleep,
    random: Math.random,
    log,
  });
