import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSettings } from '../../lib/platform/config.ts';
import { describeError } from '../../lib/platform/errors.ts';
import { loadOrganisation } from '../build/organisation.ts';
import { suggestion } from '../build/organisation-faults.ts';
import type { DeployFacts } from './facts.ts';
import { checkStage } from './target.ts';

const root = path.resolve(import.meta.dirname, '../..');

const manifestFiles = (): string[] => [
  'serverless.yml',
  ...readdirSync(path.join(root, 'infra')).flatMap((file) => (file.endsWith('.yml') ? `infra/${file}` : [])),
];

/** Parameters that the manifest asks for, sorted. */
export const knownParams = [
  ...new Set(
    manifestFiles().flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/\$\{param:(\w+)/g)].map(([, name = '']) => name),
    ),
  ),
].sort();

const remedies: Record<string, string> = {
  WECHAT_APP_ID:
    'WeChat\'s back office, 基本配置: --param="wechatAppId=wx…", or WECHAT_APP_ID in the environment or in .env.<stage>',
  WECHAT_ORIGINAL_ID:
    'WeChat\'s back office, 公众号设置, 原始ID: --param="wechatOriginalId=gh_…", or WECHAT_ORIGINAL_ID',
  WECHAT_SECURITY_MODE: 'what 服务器配置 says: safe (安全模式), compatible (兼容模式) or plaintext (明文模式)',
  DOMAIN_VERIFICATION: "the names and contents of WeChat's files, as MP_verify_Ab1.txt=Ab1,MP_verify_Cd2.txt=Cd2",
};

const faultsIn = (check: () => unknown): string[] => {
  try {
    check();
    return [];
  } catch (error) {
    return [describeError(error).message];
  }
};

const settingFaults = ({ settings }: DeployFacts): string[] =>
  (Object.keys(settings) as (keyof DeployFacts['settings'])[]).flatMap((name) =>
    faultsIn(() => readSettings(settings, name)).map(
      (fault) => `${fault.split('\n').at(-1)?.trim()}. Where to find it: ${remedies[name]}`,
    ),
  );

const paramFaults = ({ params }: DeployFacts): string[] =>
  params
    .filter((name) => !knownParams.includes(name))
    .map(
      (name) => `There is no parameter "${name}"${suggestion(name, knownParams)}. There are: ${knownParams.join(', ')}`,
    );

const domainFaults = ({ domain, certificate, region }: DeployFacts): string[] => {
  if (domain === 'none') return [];
  if (certificate === 'none')
    return ['A domain needs its certificate: --param="certificate=arn:…" of AWS Certificate Manager'];
  if (!certificate.includes(`:acm:${region}:`))
    return [`The certificate must be one of AWS Certificate Manager in ${region}`];
  return [];
};

const profileFaults = async ({ organisation }: DeployFacts): Promise<string[]> => {
  try {
    await loadOrganisation(organisation);
    return [];
  } catch (error) {
    return [describeError(error).message];
  }
};

/** Everything that can be found wrong without asking AWS; empty when all is well. */
export const findSettingFaults = async (facts: DeployFacts): Promise<string[]> => [
  ...faultsIn(() => checkStage(facts.stage, facts.stages)),
  ...paramFaults(facts),
  ...settingFaults(facts),
  ...domainFaults(facts),
  ...(await profileFaults(facts)),
];

/** What is allowed, and will be missed. */
export const findOmissions = ({ stage, alarmMail, hasFixedAddresses }: DeployFacts): string[] => [
  ...(alarmMail === 'none' && stage === 'prod'
    ? ['Nobody hears the alarms: add --param="alarmMail=you@example.cn"']
    : []),
  ...(hasFixedAddresses
    ? []
    : ['No fixed addresses (egress=off): WeChat refuses calls (40164) unless its list of addresses is switched off']),
];
