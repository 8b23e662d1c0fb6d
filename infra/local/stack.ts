import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../lib/platform/errors.ts';
import { buildFunctions } from '../build/functions.ts';
import { type Account, startAccount } from './account.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws/endpoint.ts';
import { createResources, putSecrets } from './aws/resources.ts';
import { type LocalClock, openClock } from './clock.ts';
import { type LocalSettings, localSettings, localUrl, type StackPorts } from './defaults.ts';
import { importDemo } from './demo.ts';
import { startQueueSource } from './event-sources.ts';
import { createFaults, type Faults } from './faults.ts';
import { buildHost } from './host/build.ts';
import type { HostOrder } from './host/protocol.ts';
import { tryLock } from './lock.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { claimPorts, findPorts } from './ports.ts';
import { startSchedules } from './schedules.ts';
import { localSecrets, secretsPath } from './secrets.ts';
import { compileTemplate } from './template.ts';
import type { Tuning } from './wechat/options.ts';
import { startWeChat } from './wechat-side.ts';

/** What to start; everything has a default. */
export interface StackOptions {
  organisation?: string;
  /** First of four neighbouring ports; any free ones when absent. */
  port?: number;
  /** Where data is kept; a temporary folder, removed at the end, when absent. */
  dataDir?: string;
  /** Settings by their names in the environment. */
  env?: Record<string, string | undefined>;
  /** Says nothing on standard error when the account's process ends by itself. */
  quiet?: boolean;
  /** What the WeChat simulator does quicker or harsher than WeChat. */
  simulator?: Tuning;
  /** Folder of the functions' entry files, for tests of the stack itself. */
  functionsFrom?: string;
}

/** A running stack: the account, the AWS stand-in, and the WeChat simulator unless the account talks to the real one. */
export interface Stack {
  readonly accountUrl: string;
  readonly simulatorUrl: string | undefined;
  readonly awsUrl: string;
  readonly organisation: string;
  readonly env: LocalSettings;
  readonly dataDir: string;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly aws: AwsEndpoint;
  /** Ends all of it; safe to call twice. */
  stop(): Promise<void>;
  /** Kills the account as a crash would (`SIGKILL`) and starts it again; queues and table stay. */
  restartAccount(): Promise<void>;
}

/** Undoes what was started, last first. */
type Undo = (() => Promise<void> | void)[];

const undoAll = async (undo: Undo): Promise<void> => {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
};

const openDataDir = async (given: string | undefined, undo: Undo): Promise<string> => {
  const dataDir = path.resolve(given ?? (await mkdtemp(path.join(tmpdir(), 'bianmin-'))));
  if (given === undefined) undo.push(() => rm(dataDir, { recursive: true, force: true }));
  await mkdir(dataDir, { recursive: true });
  const lock = tryLock(path.join(dataDir, 'lock'));
  if ('release' in lock) {
    undo.push(lock.release);
    return dataDir;
  }
  const message = `Another local stack (process ${lock.holder}) uses ${given}. Stop it, or choose another folder: DATA_DIR=${given}-2 npm start`;
  throw new AppError('data_dir_in_use', 'give-up', message);
};

const startAws = async (parts: {
  settings: LocalSettings;
  ports: StackPorts;
  manifest: Manifest;
  dataDir: string;
  faults: Faults;
  clock: LocalClock;
  undo: Undo;
}): Promise<AwsEndpoint> => {
  const { settings, ports, manifest, clock, undo } = parts;
  const aws = await startAwsEndpoint({ ...parts, port: ports.aws, invokePort: ports.invoke });
  undo.push(aws.close);
  await createResources(aws, manifest);
  await putSecrets(aws, secretsPath(settings), localSecrets(settings));
  if (settings.DEMO_MODE === 'on' && settings.BACKEND_URL === '')
    await importDemo(aws, settings, manifest, clock.now());
  for (const source of manifest.queueSources) undo.push(startQueueSource(aws, source).stop);
  undo.push(startSchedules(aws, clock, manifest.schedules).stop);
  return aws;
};

const build = async (settings: LocalSettings, ports: StackPorts, buildDir: string, source: string | undefined) => {
  const addresses = { accountUrl: localUrl(ports.account), awsUrl: localUrl(ports.aws) };
  const functions = { organisation: settings.ORGANISATION, outDir: path.join(buildDir, 'functions') };
  const [template, host] = await Promise.all([
    compileTemplate(settings),
    buildHost(path.join(buildDir, 'host')),
    buildFunctions(source === undefined ? functions : { ...functions, source }),
  ]);
  return { manifest: readManifest(template, addresses), host };
};

/** What AWS would add to every function's environment, and the address of the stand-ins, which the SDK reads by itself. */
const functionEnvironment = (aws: AwsEndpoint) => ({
  AWS_ENDPOINT_URL: aws.url,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  // The machine's Node may be older than the deployed one; the SDK would say so in every thread.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

const start = async (options: StackOptions, undo: Undo): Promise<Stack> => {
  const ports = options.port === undefined ? await findPorts() : await claimPorts(options.port);
  const organisation = options.organisation === undefined ? {} : { ORGANISATION: options.organisation };
  const settings = localSettings({ ...options.env, ...organisation }, ports);
  const dataDir = await openDataDir(options.dataDir, undo);
  const buildDir = path.join(dataDir, 'build');
  const { manifest, host } = await build(settings, ports, buildDir, options.functionsFrom);
  const clock = openClock(path.join(dataDir, 'clock'));
  undo.push(clock.close);
  const faults = createFaults();
  const aws = await startAws({ settings, ports, manifest, dataDir, faults, clock, undo });

  const order: HostOrder = {
    manifest,
    buildDir: path.join(buildDir, 'functions'),
    threadFile: host.thread,
    clockFile: clock.file,
    accountPort: ports.account,
    invokePort: ports.invoke,
    environment: functionEnvironment(aws),
  };
  const logFile = path.join(dataDir, 'account.log');
  const onEnd = () => void (options.quiet || console.error(`The account's process ended by itself; see ${logFile}`));
  const launch = () => startAccount({ order, mainFile: host.main, logFile, onEnd });
  let account: Account = await launch();
  undo.push(() => account.stop());

  const wechat = await startWeChat({ settings, ports, dataDir, faults, clock, tuning: options.simulator ?? {} });
  undo.push(wechat.close);
  return {
    accountUrl: localUrl(ports.account),
    simulatorUrl: wechat.url,
    awsUrl: aws.url,
    organisation: settings.ORGANISATION,
    env: settings,
    dataDir,
    clock,
    faults,
    aws,
    stop: () => undoAll(undo),
    restartAccount: async () => {
      await account.stop('SIGKILL');
      account = await launch();
    },
  };
};

/**
 * Builds and starts everything; settles when it answers. What was started is ended again when something fails.
 * Throws `AppError` (`port_in_use`, `data_dir_in_use`, `bad_manifest`, …) with what to do in its message.
 */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const undo: Undo = [];
  try {
    return await start(options, undo);
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
};
