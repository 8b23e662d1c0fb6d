import { parseArgs } from 'node:util';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { loadOrganisation } from '../build/organisation.ts';
import { stackStatus } from '../deploy/account-check.ts';
import { egressAddresses, publicUrl, stackOutputs } from '../deploy/next-steps.ts';
import { runCommand } from '../deploy/say.ts';
import { readTarget, type Target, targetOptions } from '../deploy/target.ts';
import { createSecretStore } from '../secrets/store.ts';
import { withTemplateIds } from '../templates/match.ts';
import { checkCallback, judgeRefusals } from './callback-check.ts';
import { checkDomainFiles } from './domain-check.ts';
import { type Finding, shown, wrong } from './finding.ts';
import { createRunErrands } from './remote-api.ts';
import { checkSecrets } from './secrets-check.ts';
import { checkWeChat } from './wechat-check.ts';

const environmentOf = async (lambda: LambdaClient, name: string): Promise<Record<string, string>> => {
  const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  return configuration.Environment?.Variables ?? {};
};

/** The organisation with the templates' ids as the deployed senders have them. */
const withIdsInUse = async (lambda: LambdaClient, name: string, organisation: Organisation): Promise<Organisation> => {
  const { TEMPLATE_IDS = '' } = await environmentOf(lambda, `${name}-push-send`);
  return { ...organisation, profile: withTemplateIds(organisation.profile, TEMPLATE_IDS) };
};

const refusals = async ({ region, name }: Target): Promise<number> => {
  const logs = new CloudWatchLogsClient({ region });
  const hourAgo = Date.now() - 3_600_000;
  const input = {
    logGroupName: `/aws/lambda/${name}-callback`,
    startTime: hourAgo,
    filterPattern: '"callback_refused"',
  };
  return (await logs.send(new FilterLogEventsCommand(input))).events?.length ?? 0;
};

const examine = async (target: Target, address: string | undefined): Promise<Finding[]> => {
  const { name, organisation, stage, region, secretsPath } = target;
  const options = `--organisation ${organisation} --stage ${stage}`;
  const store = createSecretStore(new SSMClient({ region }), secretsPath);
  const secrets = await checkSecrets(store, options);
  if ((await stackStatus(name, region)) === undefined) {
    return [
      ...secrets,
      wrong(
        `${name} is not deployed in ${region}`,
        `npx serverless deploy --stage ${stage} --param="organisation=${organisation}"`,
      ),
    ];
  }
  const lambda = new LambdaClient({ region });
  const [outputs, callback, domainFile] = await Promise.all([
    stackOutputs(name, region),
    environmentOf(lambda, `${name}-callback`),
    environmentOf(lambda, `${name}-domain-file`),
  ]);
  const base = address ?? publicUrl(outputs);
  return [
    ...secrets,
    ...(await checkCallback({
      url: `${base}/wechat`,
      token: (await store.read('wechat-token')) ?? '',
      encodingAesKey: (await store.read('wechat-encoding-aes-key')) ?? '',
      appId: callback['WECHAT_APP_ID'] ?? '',
      originalId: callback['WECHAT_ORIGINAL_ID'] ?? '',
      mode: callback['WECHAT_SECURITY_MODE'] ?? '',
    })),
    judgeRefusals(await refusals(target)),
    ...(await checkWeChat(createRunErrands(lambda, `${name}-operate`), {
      organisation: await withIdsInUse(lambda, name, await loadOrganisation(organisation)),
      addresses: egressAddresses(outputs),
      options,
    })),
    ...(await checkDomainFiles(base, domainFile['DOMAIN_VERIFICATION'] ?? '')),
  ];
};

/** `npm run doctor -- --stage prod [--address https://…]`: what is still wrong with a deployment, each with its remedy. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { ...targetOptions, address: { type: 'string' } } });
  const findings = await examine(readTarget(values), values.address);
  console.log(findings.map(shown).join('\n'));
  const faults = findings.filter(({ state }) => state === 'wrong').length;
  console.log(faults === 0 ? 'Nothing is wrong.' : `${faults} to mend.`);
  if (faults > 0) process.exitCode = 1;
});
