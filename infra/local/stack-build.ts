import path from 'node:path';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { buildFunctions } from '../build/functions.ts';
import type { AwsEndpoint } from './aws/endpoint.ts';
import { type LocalSettings, localUrl, type StackPorts } from './defaults.ts';
import { buildHost, type HostFiles } from './host/build.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { compileTemplate } from './template.ts';

/** What a stack builds otherwise than the project would. */
export interface BuildChanges {
  functionsFrom?: string;
  adjust?: (organisation: Organisation) => Organisation;
}

/** Builds the functions and their host into `buildDir`, and reads the manifest for these settings. */
export const buildStack = async (
  settings: LocalSettings,
  ports: StackPorts,
  buildDir: string,
  { functionsFrom, adjust }: BuildChanges,
): Promise<{ manifest: Manifest; host: HostFiles }> => {
  const addresses = { accountUrl: localUrl(ports.account), awsUrl: localUrl(ports.aws) };
  const functions = {
    organisation: settings.ORGANISATION,
    outDir: path.join(buildDir, 'functions'),
    ...(functionsFrom === undefined ? {} : { source: functionsFrom }),
    ...(adjust === undefined ? {} : { adjust }),
  };
  const [template, host] = await Promise.all([
    compileTemplate(settings),
    buildHost(path.join(buildDir, 'host')),
    buildFunctions(functions),
  ]);
  return { manifest: readManifest(template, addresses), host };
};

/** What AWS would add to every function's environment, and the address of the stand-ins, which the SDK reads by itself. */
export const functionEnvironment = (aws: Pick<AwsEndpoint, 'url'>) => ({
  AWS_ENDPOINT_URL: aws.url,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  // The machine's Node may be older than the deployed one; the SDK would say so in every thread.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
