import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { AppError } from '../../lib/platform/errors.ts';
import { WeChatNetworkError } from '../../lib/wechat/api-errors.ts';
import { loadOrganisation } from '../build/organisation.ts';
import { readTarget, targetOptions } from '../deploy/target.ts';
import { createRemoteApi, createRunErrands } from '../doctor/remote-api.ts';
import { type LocalSettings, localDefaults, localSettings, portsFrom } from '../local/defaults.ts';
import { accountMenus, type MenuApi, publishMenus } from './account.ts';
import { openOperatorApi } from './api.ts';
import { differences, listing, menusOf } from './menus.ts';

/**
 * `npm run menu -- publish|diff|show [--organisation power] [--stage prod]`: an account's menu against its profile.
 * Which account: with a stage the deployed one, called from its own addresses; else by WECHAT_API_URL, WECHAT_APP_ID, WECHAT_APP_SECRET,
 * the local stack's by default.
 */

const usage = 'npm run menu -- publish|diff|show [--organisation power] [--stage prod] [--region cn-north-1]';

const openApi = ({ WECHAT_API_URL, WECHAT_APP_ID, WECHAT_APP_SECRET }: LocalSettings): MenuApi =>
  openOperatorApi(
    { baseUrl: WECHAT_API_URL, appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET },
    { info: () => undefined, warn: (event) => console.error(event) },
  );

const openDeployedApi = (given: { organisation?: string; stage?: string; region?: string }): MenuApi => {
  const { region, name } = readTarget(given);
  return createRemoteApi(createRunErrands(new LambdaClient({ region }), `${name}-operate`));
};

const printDifferences = async (api: MenuApi, organisation: string) => {
  const { profile } = await loadOrganisation(organisation);
  const lines = differences(await accountMenus(api), menusOf(profile));
  console.log(lines.length === 0 ? `The account has the menu of ${organisation}.` : lines.join('\n'));
  if (lines.length > 0) process.exitCode = 1;
};

const commands: Record<string, (api: MenuApi, organisation: string) => Promise<void>> = {
  publish: async (api, organisation) => {
    await publishMenus(api, (await loadOrganisation(organisation)).profile);
    await printDifferences(api, organisation);
  },
  diff: printDifferences,
  show: async (api) => console.log(listing(await accountMenus(api))),
};

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: targetOptions,
  });
  const settings = localSettings(process.env, portsFrom(Number(process.env.PORT || localDefaults.PORT)));
  const command = positionals.length === 1 ? commands[positionals[0] ?? ''] : undefined;
  if (command === undefined) throw new AppError('usage', 'reject', usage);
  const api = values.stage === undefined ? openApi(settings) : openDeployedApi(values);
  await command(api, values.organisation ?? settings.ORGANISATION);
};

try {
  await main();
} catch (error) {
  console.error(error instanceof AppError || error instanceof TypeError ? error.message : error);
  if (error instanceof WeChatNetworkError)
    console.error('Is WECHAT_API_URL right? For the local stack, start it: npm start');
  process.exitCode = 1;
}
