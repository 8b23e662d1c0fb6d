import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOrganisation } from '../../../../infra/build/organisation.ts';
import { localDefaults } from '../../../../infra/local/defaults.ts';
import { createFaults } from '../../../../infra/local/faults.ts';
import { type Simulator, startSimulator } from '../../../../infra/local/wechat/simulator.ts';
import { accountMenus, type MenuApi, publishMenus } from '../../../../infra/menu/account.ts';
import { differences, menusOf } from '../../../../infra/menu/menus.ts';
import { createWeChatApi } from '../../../../lib/wechat/api.ts';
import { fetchStableToken } from '../../../../lib/wechat/stable-token.ts';

let simulator: Simulator;
let dataDir: string;
let api: MenuApi;

const startWeChat = () =>
  startSimulator({
    port: 0,
    dataDir,
    account: {
      name: '临江供电',
      appId: localDefaults.WECHAT_APP_ID,
      appSecret: localDefaults.WECHAT_APP_SECRET,
      token: localDefaults.WECHAT_TOKEN,
      encodingAesKey: localDefaults.WECHAT_ENCODING_AES_KEY,
      originalId: localDefaults.WECHAT_ORIGINAL_ID,
      securityMode: 'safe',
      callbackUrl: 'http://127.0.0.1:9/wechat',
    },
    faults: createFaults(),
    clock: { now: Date.now, advance: () => undefined, offsetMs: () => 0 },
  });

const apiOf = (baseUrl: string): MenuApi => {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = localDefaults;
  const get = async () => (await fetchStableToken({ baseUrl, appId, appSecret, fetch })).value;
  const log = { info: () => undefined, warn: () => undefined };
  return createWeChatApi({
    baseUrl,
    token: { get, renew: get },
    fetch,
    now: Date.now,
    sleep: async () => undefined,
    random: Math.random,
    log,
  });
};

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'menu-'));
  simulator = await startWeChat();
  api = apiOf(simulator.url);
});

afterEach(async () => {
  await simulator.close();
  rmSync(dataDir, { recursive: true });
});

test('an account without a menu is read as such', async () => {
  expect(await accountMenus(api)).toEqual({ default: undefined, personal: new Map() });
});

test.each(['power', 'housing-fund', 'bank', 'police', 'campus'])('WeChat takes the menus of %s', async (name) => {
  const { profile } = await loadOrganisation(name);
  await publishMenus(api, profile);
  const account = await accountMenus(api);
  expect(differences(account, menusOf(profile))).toEqual([]);
  expect([...account.personal.keys()]).toEqual(['已实名', '工作人员']);
});

test('publishing twice leaves one menu per tag and no second tag', async () => {
  const { profile } = await loadOrganisation('power');
  await publishMenus(api, profile);
  await publishMenus(api, profile);
  const { conditionalmenu } = await api.get<{ conditionalmenu: unknown[] }>('/cgi-bin/menu/get');
  const { tags } = await api.get<{ tags: { name: string }[] }>('/cgi-bin/tags/get');
  expect(conditionalmenu).toHaveLength(2);
  expect(tags.map(({ name }) => name)).toEqual(['已实名', '工作人员']);
});

test('publishing another profile removes what the account had', async () => {
  await publishMenus(api, (await loadOrganisation('power')).profile);
  const { menu } = (await loadOrganisation('bank')).profile;
  await publishMenus(api, { menu });
  expect(differences(await accountMenus(api), menusOf({ menu }))).toEqual([]);
});

test('a menu for anything but a tag is shown by its rule', async () => {
  const { menu } = (await loadOrganisation('power')).profile;
  await publishMenus(api, { menu });
  const button = [{ type: 'click', name: '苹果', key: 'bill' }];
  await api.post('/cgi-bin/menu/addconditional', { button, matchrule: { client_platform_type: '1' } });
  expect(differences(await accountMenus(api), menusOf({ menu }))).toEqual([
    'personalMenus.{"client_platform_type":"1"}: the profile has no such menu',
  ]);
});
