import path from 'node:path';
import { openClock } from '../clock.ts';
import { localSettings, portsFrom } from '../defaults.ts';
import { createFaults } from '../faults.ts';
import type { SimulatorOptions } from './options.ts';
import { buildPhone } from './phone/build.ts';
import { startSimulator } from './simulator.ts';

const modes: Record<string, SimulatorOptions['account']['securityMode']> = {
  safe: 'safe',
  compatible: 'compatible',
  plaintext: 'plaintext',
};

const settings = localSettings(process.env, portsFrom(Number(process.env['PORT'] ?? 3000)));
const dataDir = path.resolve(settings.DATA_DIR);
const callbackUrl = process.env['CALLBACK_URL'] ?? `${settings.PUBLIC_URL}/wechat`;

const simulator = await startSimulator({
  port: Number(settings.PORT) + 1,
  dataDir,
  account: {
    name: process.env['ACCOUNT_NAME'] ?? '我的服务号',
    appId: settings.WECHAT_APP_ID,
    appSecret: settings.WECHAT_APP_SECRET,
    token: settings.WECHAT_TOKEN,
    encodingAesKey: settings.WECHAT_ENCODING_AES_KEY,
    originalId: settings.WECHAT_ORIGINAL_ID,
    securityMode: modes[settings.WECHAT_SECURITY_MODE] ?? 'safe',
    callbackUrl,
  },
  faults: createFaults(),
  clock: openClock(path.join(dataDir, 'clock')),
  phone: await buildPhone(),
});

console.log(`Ready: ${simulator.url} (WeChat simulator), delivering to ${callbackUrl}`);

const end = (): void => {
  void simulator.close().then(() => process.exit(0));
};
process.once('SIGINT', end);
process.once('SIGTERM', end);
