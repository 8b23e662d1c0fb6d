import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { listFunctions } from '../../../infra/build/functions.ts';
import { loadOrganisation } from '../../../infra/build/organisation.ts';
import { organisationModule } from '../../../infra/build/organisation-module.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** One function as it is bundled: what is left of each of our files when unused code is gone. */
export interface Bundle {
  name: string;
  /** Code by file. */
  parts: Map<string, string>;
  file: string;
}

/** The bundler writes the name of each file as a comment before what it took from it. */
const partsOf = (bundle: string): Map<string, string> => {
  const [, ...pieces] = bundle.split(/^\/\/ ((?:lib|functions)\/\S+)$/m);
  const parts = new Map<string, string>();
  for (let at = 0; at < pieces.length; at += 2)
    parts.set(pieces[at] ?? '', (pieces[at + 1] ?? '').split(/^\/\/ \S+:/m)[0] ?? '');
  return parts;
};

/** Bundles every function for `organisation` as a deployment does, but in legible form and without the packages. */
export const bundleFunctions = async (): Promise<Bundle[]> => {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const outdir = mkdtempSync(path.join(root, '.cache/contract-'));
  writeFileSync(path.join(outdir, 'package.json'), '{"type":"commonjs"}');
  const names = await listFunctions();
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: name })),
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    plugins: [organisationModule(await loadOrganisation('power'))],
  });
  return names.map((name) => {
    const file = path.join(outdir, `${name}.js`);
    return { name, file, parts: partsOf(readFileSync(file, 'utf8')) };
  });
};

/** Removes what `bundleFunctions` wrote. */
export const removeBundles = (bundles: readonly Bundle[]): void => {
  for (const { file } of bundles) rmSync(path.dirname(file), { recursive: true, force: true });
};

/** Settings that a function reads: started without any, it names all that it misses. */
export const settingsOf = ({ file }: Bundle): string[] => {
  try {
    execFileSync(process.execPath, ['--no-warnings', '-e', `require(${JSON.stringify(file)})`], {
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return [];
  } catch (error) {
    const { stderr = '' } = error as { stderr?: Buffer };
    return [...String(stderr).matchAll(/^\s+([A-Z_]+): is not set$/gm)].map(([, name = '']) => name).sort();
  }
};

/** Text of a file of the project. */
export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
