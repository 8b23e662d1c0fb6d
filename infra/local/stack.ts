import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../lib/platform/errors.ts';
import type { Organisation, Profile } from '../../lib/platform/organisation.ts';
import { loadOrganisation } from '../build/organisation.ts';
import { type Account, startAccount } from './account.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws/endpoint.ts';
import { createResources, putSecrets } from './aws/resources.ts';
import { type LocalClock, openClock } from './clock.ts';
import { type LocalSettings, localSettings, localUrl, type StackPorts } from './defaults.ts';
import { importDemo } from './demo.ts';
import { startQueueSource } from './event-sources.ts';
import { createFaults, type Faults } from './faults.ts';
import type { HostOrder } from './host/protocol.ts';
import { tryLock } from './lock.ts';
import type { Manifest } from './manifest.ts';
import { claimPorts, findPorts } from './ports.ts';
import { startSchedules } from './schedules.ts';
import { localSecrets, secretsPath } from './secrets.ts';
import { buildStack, functionEnvironment } from './stack-build.ts';
import { localTemplateIds, seedTemplates } from './templates.ts';
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
  /** Batches of one queue at a time, where the manifest allows more: two cores do more with four senders than with sixteen. */
  mostBatches?: number;
  /** Memory of each function in MB, where the manifest gives it more. */
  mostMemoryMb?: number;
  /** Changes the organisation before it is compiled into the functions. */
  adjust?: (organisation: Organisation) => Organisation;
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
  /** The process that runs the functions now. */
  accountPid(): number;
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
  mostBatches: number;
  undo: Undo;
}): Promise<AwsEndpoint> => {
  const { settings, ports, manifest, clock, mostBatches, undo } = parts;
  const aws = await startAwsEndpoint({ ...parts, port: ports.aws, invokePort: ports.invoke });
  undo.push(aws.close);
  await createResources(aws, manifest);
  await putSecrets(aws, secretsPath(settings), localSecrets(settings));
  if (settings.DEMO_MODE === 'on' && settings.BACKEND_URL === '')
    await importDemo(aws, settings, manifest, clock.now());
  for (const source of manifest.queueSources) {
    const concurrency = Math.min(source.concurrency, mostBatches);
    undo.push(startQueueSource(aws, { ...source, concurrency }).stop);
  }
  undo.push(startSchedules(aws, clock, manifest.schedules).stop);
  return aws;
};

const withMemory = (manifest: Manifest, mostMb = Number.POSITIVE_INFINITY): Manifest => {
  const functions = manifest.functions.map((each) => ({ ...each, memoryMb: Math.min(each.memoryMb, mostMb) }));
  return { ...manifest, functions };
};

const profileOf = async ({ ORGANISATION }: LocalSettings, { adjust }: StackOptions): Promise<Profile> => {
  const organisation = await loadOrganisation(ORGANISATION);
  return (adjust?.(organisation) ?? organisation).profile;
};

/** With the simulator every template has an id; the real WeChat's ids are the operator's to give. */
const withTemplateIds = (settings: LocalSettings, ports: StackPorts, profile: Profile): LocalSettings =>
  settings.WECHAT_API_URL === localUrl(ports.simulator)
    ? { ...settings, TEMPLATE_IDS: localTemplateIds(profile, settings.TEMPLATE_IDS) }
    : settings;

const start = async (options: StackOptions, undo: Undo): Promise<Stack> => {
  const ports = options.port === undefined ? await findPorts() : await claimPorts(options.port);
  const organisation = options.organisation === undefined ? {} : { ORGANISATION: options.organisation };
  const given = localSettings({ ...options.env, ...organisation }, ports);
  const profile = await profileOf(given, options);
  const settings = withTemplateIds(given, ports, profile);
  const dataDir = await openDataDir(options.dataDir, undo);
  const buildDir = path.join(dataDir, 'build');
  const { manifest, host } = await buildStack(settings, ports, buildDir, options);
  const clock = openClock(path.join(dataDir, 'clock'));
  undo.push(clock.close);
  const faults = createFaults();
  const { mostBatches = Number.POSITIVE_INFINITY } = options;
  const aws = await startAws({ settings, ports, manifest, dataDir, faults, clock, mostBatches, undo });

  const order: HostOrder = {
    manifest: withMemory(manifest, options.mostMemoryMb),
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
  if (wechat.url !== undefined) await seedTemplates(wechat.url, profile, settings.TEMPLATE_IDS);
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
    accountPid: () => account.pid,
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
