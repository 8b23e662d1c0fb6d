import { createReadStream, createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { madeOnce } from './cache.ts';
import { prepareFonts } from './fonts.ts';

const packaged = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));
const binary = (name: string) => join(packaged, '..', '..', 'bin', name);

/** Without a sandbox, since containers and root accounts have none; without a GPU, since servers have none. */
const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/**
 * A headless browser that can draw Chinese: the one at `CHROMIUM_PATH`, or the one from npm.
 * What it needs is unpacked under `.cache/` once; several processes may call it at the same time.
 */
export const launchBrowser = async (): Promise<Browser> => {
  const [executablePath, fonts] = await Promise.all([process.env.CHROMIUM_PATH ?? unpack(), prepareFonts()]);
  return chromium.launch({ executablePath, args, env: { ...environment(), FONTCONFIG_FILE: fonts } });
};

/** The npm package would unpack into the shared temporary folder and use a half-written file of another process. */
const unpack = (): Promise<string> =>
  madeOnce('chromium/chromium', async (path) => {
    const file = createWriteStream(path, { mode: 0o755 });
    await pipeline(createReadStream(binary('chromium.br')), createBrotliDecompress(), file);
  });

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
