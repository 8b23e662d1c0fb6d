import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { AppError } from '../../../lib/platform/errors.ts';
import type { Table } from '../../../lib/platform/table.ts';
import type { WeChatApi } from '../../../lib/wechat/api.ts';
import { createRemoteApi, createRunErrands } from '../../doctor/remote-api.ts';
import { localDefaults, localSettings, portsFrom } from '../../local/defaults.ts';
import { openOperatorApi } from '../../menu/api.ts';
import { createProgress } from '../progress.ts';
import { openTarget, type Target } from '../target.ts';
import { countListed } from './count-listed.ts';
import { type FollowersOrder, importFollowers } from './import-followers.ts';
import { reportLines } from './report.ts';

/** What the command line says of an import of followers. */
export interface FollowersOptions {
  /** New followers a second, 10 to 20,000; 1000 unless given, for which a new table has write units enough. */
  pace?: string | undefined;
  dryRun: boolean;
}

const paceOf = ({ pace = '1000' }: FollowersOptions): number => {
  const value = Number(pace);
  if (Number.isInteger(value) && value >= 10 && value <= 20_000) return value;
  throw new AppError('usage', 'reject', '--pace must be a whole number from 10 to 20000: new followers a second');
};

/** The account's API: a deployed one from its own addresses, which alone WeChat answers; else by WECHAT_API_URL and its neighbours, the local stack's by default. */
const openApi = ({ organisation, stage }: Target): Pick<WeChatApi, 'get'> => {
  if (stage !== 'local')
    return createRemoteApi(createRunErrands(new LambdaClient({}), `bianmin-${organisation}-${stage}-operate`));
  const ports = portsFrom(Number(process.env['PORT'] || localDefaults.PORT));
  const {
    WECHAT_API_URL: baseUrl,
    WECHAT_APP_ID: appId,
    WECHAT_APP_SECRET: appSecret,
  } = localSettings(process.env, ports);
  const log = { info: () => undefined, warn: (event: string) => console.error(event) };
  return openOperatorApi({ baseUrl, appId, appSecret }, log);
};

const orderOf = (target: Target, table: Table, options: FollowersOptions): FollowersOrder => {
  const { dryRun } = options;
  const progress = createProgress(process.stderr);
  return {
    ...{ api: openApi(target), table, now: Date.now, sleep: (ms) => sleep(ms) },
    ...{ perSecond: paceOf(options), dryRun },
    onPage: (people, total) => progress(dryRun ? 'checking' : 'writing', people, total, people),
  };
};

/** `npm run import -- followers`: takes over everybody who follows the account already. Ends with 1 when it broke off, or somebody could not be taken over. */
export const runFollowersImport = async (target: Target, options: FollowersOptions): Promise<void> => {
  const { table } = await openTarget(target, process.env);
  const order = orderOf(target, table, options);
  const startedAt = performance.now();
  const outcome = await importFollowers(order);
  const elapsedMs = performance.now() - startedAt;
  const isThrough = outcome.error === undefined && !options.dryRun;
  const listed = isThrough ? { listed: await countListed(table) } : {};
  const lines = reportLines({ ...outcome, ...listed, dryRun: options.dryRun, elapsedMs });
  if (outcome.tally.pages > 0) for (const line of lines) console.log(line);
  table.client.destroy();
  if (outcome.tally.failed > 0) process.exitCode = 1;
  if (outcome.error === undefined) return;
  console.error('It broke off. Run it again: it goes on after the last whole page.');
  throw outcome.error;
};
