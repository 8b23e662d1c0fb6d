import { publishMenus } from '../menu/account.ts';
import { openOperatorApi } from '../menu/api.ts';
import type { LocalSettings } from './defaults.ts';

/** Publishes a profile's menus in the simulator, so that a new stack shows the account as its followers will see it. */
export const publishLocally = async (
  settings: LocalSettings,
  profile: Parameters<typeof publishMenus>[1],
): Promise<void> => {
  const { WECHAT_API_URL: baseUrl, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = settings;
  const silent = { info: () => undefined, warn: () => undefined };
  await publishMenus(openOperatorApi({ baseUrl, appId, appSecret }, silent), profile);
  // The calls on record are to be those of the account itself.
  await fetch(`${baseUrl}/control/calls`, { method: 'DELETE' });
};
