import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { AppError } from '../../lib/platform/errors.ts';
import { loadOrganisation } from '../build/organisation.ts';
import { runCommand } from '../deploy/say.ts';
import { readTarget, targetOptions } from '../deploy/target.ts';
import { createRemoteApi, createRunErrands } from '../doctor/remote-api.ts';
import { localDefaults, localSettings, portsFrom } from '../local/defaults.ts';
import { localTemplateIds } from '../local/templates.ts';
import { openOperatorApi } from '../menu/api.ts';
import { accountTemplates, type TemplateApi } from './account.ts';
import { checkTemplates, type Matched, matchTemplates, settingOf } from './match.ts';

/**
 * `npm run templates -- ids|check [--organisation power] [--stage prod]`: `ids` prints the setting TEMPLATE_IDS for the account's templates, matched
 * by their titles; `check` holds the ids in use against the account. With a stage the deployed account, called from its own addresses; else by
 * WECHAT_API_URL, WECHAT_APP_ID, WECHAT_APP_SECRET, the local stack's by default.
 */

const usage = 'npm run templates -- ids|check [--organisation power] [--stage prod] [--region cn-north-1]';

interface Given {
  organisation?: string;
  stage?: string;
  region?: string;
}

const openDeployed = (given: Given): { api: TemplateApi; organisation: string; setting: string } => {
  const { region, name, organisation } = readTarget(given);
  const api = createRemoteApi(createRunErrands(new LambdaClient({ region }), `${name}-operate`));
  return { api, organisation, setting: process.env['TEMPLATE_IDS'] ?? '' };
};

const openLocal = async (given: Given): Promise<{ api: TemplateApi; organisation: string; setting: string }> => {
  const ports = portsFrom(Number(process.env['PORT'] || localDefaults.PORT));
  const settings = localSettings(process.env, ports);
  const { WECHAT_API_URL: baseUrl, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = settings;
  const log = { info: () => undefined, warn: (event: string) => console.error(event) };
  const organisation = given.organisation ?? settings.ORGANISATION;
  const isLocal = process.env['WECHAT_API_URL'] === undefined;
  const { profile } = await loadOrganisation(organisation);
  const setting = isLocal ? localTemplateIds(profile, settings.TEMPLATE_IDS) : settings.TEMPLATE_IDS;
  return { api: openOperatorApi({ baseUrl, appId, appSecret }, log), organisation, setting };
};

const report = ({ ids, faults }: Matched): void => {
  console.error(`${ids.size} templates are the account's, ${faults.length} need something done.`);
  for (const fault of faults) console.error(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
};

await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: targetOptions });
  const [command] = positionals;
  if (positionals.length !== 1 || (command !== 'ids' && command !== 'check'))
    throw new AppError('usage', 'reject', usage);
  const { api, organisation, setting } = values.stage === undefined ? await openLocal(values) : openDeployed(values);
  const { templates } = (await loadOrganisation(organisation)).profile;
  const account = await accountTemplates(api);
  if (command === 'check') return report(checkTemplates(templates, account, setting));
  const matched = matchTemplates(templates, account);
  console.log(`TEMPLATE_IDS=${settingOf(matched.ids)}`);
  report(matched);
});
