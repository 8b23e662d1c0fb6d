import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = path.resolve(import.meta.dirname, '../../.cache/runtime');

/** The package is the bare binary of one platform, without an install script. */
const packageName = `node-${process.platform}-${process.arch}`;

/** Path of the Node that the functions are deployed on (nodejs24.x), installed below `.cache/` at first use. */
export const deployedNode = async (): Promise<string> => {
  const binary = path.join(folder, 'node_modules', packageName, 'bin', 'node');
  if (!existsSync(binary)) {
    await mkdir(folder, { recursive: true });
    await run('npm', ['install', '--no-save', '--prefix', folder, `${packageName}@24`]);
  }
  return binary;
};
