import { loadOrganisation } from '../build/organisation.ts';
import { createCampus } from './campus/campus.ts';
import type { LocalClock } from './clock.ts';
import { type LocalSettings, localUrl, type StackPorts } from './defaults.ts';
import type { Faults } from './faults.ts';
import type { SimulatorAccount, Tuning } from './wechat/options.ts';
import { buildPhone } from './wechat/phone/build.ts';
import { startSimulator } from './wechat/simulator.ts';
import { publishLocally } from './wechat-menu.ts';

/** WeChat's side of a stack; `url` is absent when the account talks to the real WeChat. */
export interface WeChatSide {
  readonly url: string | undefined;
  close(): Promise<void>;
}

const campusOf = (settings: LocalSettings, ports: StackPorts, { now }: LocalClock) =>
  createCampus({
    url: `${localUrl(ports.simulator)}/campus`,
    returnUrl: new URL('/pages/campus/return', settings.PUBLIC_URL).href,
    clientId: settings.CAMPUS_CLIENT_ID,
    clientSecret: settings.CAMPUS_CLIENT_SECRET,
    now,
  });

const accountOf = (settings: LocalSettings, name: string, callbackUrl: string): SimulatorAccount => ({
  name,
  appId: settings.WECHAT_APP_ID,
  appSecret: settings.WECHAT_APP_SECRET,
  token: settings.WECHAT_TOKEN,
  encodingAesKey: settings.WECHAT_ENCODING_AES_KEY,
  originalId: settings.WECHAT_ORIGINAL_ID,
  securityMode: settings.WECHAT_SECURITY_MODE as SimulatorAccount['securityMode'],
  callbackUrl,
});

/** Starts the simulator with its phone, unless WECHAT_API_URL points elsewhere, and publishes the organisation's menu in it. */
export const startWeChat = async (parts: {
  settings: LocalSettings;
  ports: StackPorts;
  dataDir: string;
  faults: Faults;
  clock: LocalClock;
  tuning: Tuning;
}): Promise<WeChatSide> => {
  const { settings, ports, dataDir, faults, clock, tuning } = parts;
  if (settings.WECHAT_API_URL !== localUrl(ports.simulator)) return { url: undefined, close: async () => {} };
  const [organisation, phone] = await Promise.all([loadOrganisation(settings.ORGANISATION), buildPhone()]);
  const account = accountOf(settings, organisation.profile.name, `${localUrl(ports.account)}/wechat`);
  const campus = campusOf(settings, ports, clock);
  const simulator = await startSimulator({
    ...{ port: ports.simulator, dataDir, account, faults, clock, phone, tuning, campus },
  });
  await publishLocally(settings, organisation.profile);
  return { url: simulator.url, close: simulator.close };
};
