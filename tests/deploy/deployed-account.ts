import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openClock } from '../../infra/local/clock.ts';
import { type LocalSettings, localSettings, portsFrom } from '../../infra/local/defaults.ts';
import { createFaults, type Faults } from '../../infra/local/faults.ts';
import { localSecrets } from '../../infra/local/secrets.ts';
import type { SimulatorAccount } from '../../infra/local/wechat/options.ts';
import { startSimulator } from '../../infra/local/wechat/simulator.ts';
import { createJsonClient, type JsonClient } from '../flow/support/json-client.ts';
import { runScript, type Said, secrets, serverless } from './tool.ts';

/** The stage that the tests deploy. */
export const stage = 'dev';

/** WeChat, and an account that is deployed to the emulator or not yet. */
export interface DeployedAccount {
  simulator: JsonClient;
  /** What WeChat's back office holds; a change counts from the next callback on. */
  atWeChat: SimulatorAccount;
  faults: Faults;
  settings: LocalSettings;
  /** Environment of every command. */
  env: Record<string, string>;
  deploy(...words: string[]): Promise<Said>;
  /** Another stage than the tests' own. */
  deployTo(other: string): Promise<Said>;
  remove(): Promise<Said>;
  /** `npm run secrets -- …` */
  secrets(words: string[], input?: string): Promise<Said>;
  script(words: string[]): Promise<Said>;
  /** Stores every secret that a deployment needs. */
  setSecrets(organisation?: string): Promise<void>;
  /** Enters the callback address at WeChat. */
  enterAddress(url: string): void;
  close(): Promise<void>;
}

/** Where the local defaults are too plain for a deployment. */
const given = {
  STAGE: stage,
  TENCENT_CLOUD_SECRET_ID: 'AKIDlocal0123456789',
  TENCENT_CLOUD_SECRET_KEY: 'local0123456789abcdef',
};

const accountOf = (settings: LocalSettings): SimulatorAccount => ({
  name: settings.ORGANISATION,
  appId: settings.WECHAT_APP_ID,
  appSecret: settings.WECHAT_APP_SECRET,
  token: settings.WECHAT_TOKEN,
  encodingAesKey: settings.WECHAT_ENCODING_AES_KEY,
  originalId: settings.WECHAT_ORIGINAL_ID,
  securityMode: 'safe',
  callbackUrl: 'http://127.0.0.1:9/not-yet',
});

/** Settings of the account itself, as an operator gives them. */
const deploySettings = ({ url, settings }: { url: string; settings: LocalSettings }): Record<string, string> => ({
  WECHAT_APP_ID: settings.WECHAT_APP_ID,
  WECHAT_ORIGINAL_ID: settings.WECHAT_ORIGINAL_ID,
  WECHAT_API_URL: url,
  TENCENT_CLOUD_URL: url,
  WECHAT_REPLY_DEADLINE_MS: '2500',
  TEMPLATE_IDS: 'outage-restored=deployed-restored',
});

/** Opens the simulator; nothing is deployed yet. */
export const openDeployedAccount = async (emulatorEnv: Record<string, string>): Promise<DeployedAccount> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'bianmin-deploy-'));
  const clock = openClock(path.join(dataDir, 'clock'));
  const faults = createFaults();
  const settings = localSettings(given, portsFrom(0));
  const atWeChat = accountOf(settings);
  const simulator = await startSimulator({ port: 0, dataDir, account: atWeChat, faults, clock });
  const env = { ...emulatorEnv, ...deploySettings({ url: simulator.url, settings }) };
  const setSecrets = async (organisation = settings.ORGANISATION) => {
    for (const [name, value] of Object.entries(localSecrets(settings))) {
      const words = ['set', name, '--stage', stage, '--organisation', organisation];
      const said = await secrets(words, env, `${value}\n`);
      if (said.code !== 0) throw new Error(said.output);
    }
  };
  return {
    simulator: createJsonClient(simulator.url),
    atWeChat,
    faults,
    settings,
    env,
    deploy: (...words) => serverless(['deploy', '--stage', stage, ...words], env),
    deployTo: (other) => serverless(['deploy', '--stage', other], env),
    remove: () => serverless(['remove', '--stage', stage], env),
    secrets: (words, input) => secrets([...words, '--stage', stage], env, input),
    script: (words) => runScript(['--import', 'tsx', ...words], env),
    setSecrets,
    enterAddress: (url) => {
      atWeChat.callbackUrl = url;
    },
    close: async () => {
      await simulator.close();
      clock.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
