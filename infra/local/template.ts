import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../lib/platform/errors.ts';
import type { LocalSettings } from './defaults.ts';
import { withLock } from './lock.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cache = path.join(root, '.cache/templates');

/** The deploy tool works in one folder, .serverless: two at once would spoil each other's work. Held while it runs. */
export const templateLock = path.join(cache, 'lock');

/** One resource of a CloudFormation template, before its intrinsic functions are resolved. */
export interface TemplateResource {
  Type: string;
  Properties: Record<string, unknown>;
}

/** The CloudFormation template that a deployment would send to AWS. */
export interface Template {
  Resources: Record<string, TemplateResource>;
}

/** Settings that shape the template itself; all others only travel through it into the functions' environment. */
const shaping = new Set(['ORGANISATION', 'STAGE', 'DATA_DIR', 'PORT']);

const mark = (name: string) => `%${name}%`;

const compileEnvironment = (settings: LocalSettings): Record<string, string> => {
  const marked = Object.keys(settings).map((name) => [name, mark(name)]);
  return {
    ...Object.fromEntries(marked.filter(([name]) => !shaping.has(name ?? ''))),
    ORGANISATION: settings.ORGANISATION,
    STAGE: settings.STAGE,
    AWS_REGION: 'cn-north-1',
    PATH: process.env.PATH ?? '',
    HOME: homedir(),
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    BIANMIN_TEMPLATE_ONLY: '1',
  };
};

const sourceFiles = async (): Promise<string[]> => {
  const infra = await readdir(path.join(root, 'infra'));
  const parts = infra.filter((file) => /\.(yml|cjs)$/.test(file)).map((file) => `infra/${file}`);
  return ['serverless.yml', 'infra/build/plugin.cjs', 'package-lock.json', ...parts.sort()];
};

const cacheKey = async (environment: Record<string, string>): Promise<string> => {
  const { PATH: _path, HOME: _home, ...shapingEnvironment } = environment;
  const hash = createHash('sha256').update(JSON.stringify(shapingEnvironment));
  for (const file of await sourceFiles()) hash.update(await readFile(path.join(root, file)));
  return hash.digest('hex').slice(0, 24);
};

const compile = async (environment: Record<string, string>, target: string): Promise<void> => {
  const folder = `${target}.package`;
  const serverless = path.join(root, 'node_modules/serverless/bin/serverless.js');
  try {
    await promisify(execFile)(process.execPath, [serverless, 'package', '--package', folder], {
      cwd: root,
      env: environment,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new AppError('bad_manifest', 'give-up', `serverless.yml can't be compiled:\n${stderr}${stdout}`);
  }
  await rename(path.join(folder, 'cloudformation-template-update-stack.json'), target);
  await rm(folder, { recursive: true, force: true });
};

const insertSettings = (text: string, settings: LocalSettings): string =>
  text.replace(/%([A-Z][A-Z_]+)%/g, (whole, name: string) => {
    const value = settings[name as keyof LocalSettings];
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });

/**
 * Compiles the manifest for these settings by the deploy tool itself (1.5 s), or takes the template compiled before from
 * `.cache/templates`. Throws `AppError('bad_manifest', 'give-up')` with the tool's words.
 */
export const compileTemplate = async (settings: LocalSettings): Promise<Template> => {
  const environment = compileEnvironment(settings);
  const file = path.join(cache, `${await cacheKey(environment)}.json`);
  if (!existsSync(file)) {
    await mkdir(cache, { recursive: true });
    await withLock(templateLock, async () => {
      if (!existsSync(file)) await compile(environment, file);
    });
  }
  return JSON.parse(insertSettings(await readFile(file, 'utf8'), settings)) as Template;
};
