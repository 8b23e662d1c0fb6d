import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import decompress from 'wawoff2/decompress.js';
import { madeOnce } from './cache.ts';

/** The Chinese slice has no Latin letters and no digits. */
const slices = ['chinese-simplified-400', 'chinese-simplified-700', 'latin-400', 'latin-700'];
const require = createRequire(import.meta.url);

/** The path of a fontconfig file that adds Noto Sans SC to the machine's fonts. The browser reads TTF there, not WOFF2. */
export const prepareFonts = async (): Promise<string> => {
  const fonts: string[] = [];
  // One after the other: each result lies in memory of the converter that the next conversion overwrites.
  for (const slice of slices)
    fonts.push(await madeOnce(`fonts/noto-sans-sc-${slice}.ttf`, (path) => convert(slice, path)));
  return madeOnce('fonts/latin-and-chinese.conf', (path) => writeFile(path, configuration(dirname(fonts[0] ?? ''))));
};

const convert = async (slice: string, path: string) => {
  const woff2 = await readFile(require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${slice}-normal.woff2`));
  await writeFile(path, await decompress(woff2));
};

/**
 * All slices call themselves Noto Sans SC Thin. The Latin ones get a name of their own, since of two files with one
 * family name the browser would use only the first.
 */
const named = (files: string, family: string) => `  <match target="scan">
    <test name="file" compare="contains"><string>${files}</string></test>
    <edit name="family" mode="assign"><string>${family}</string></edit>
  </match>`;

/** Names that pages ask for. Noto Sans SC itself is among them for its Latin letters; its Chinese is found by character. */
const askedFor = ['sans', 'sans-serif', 'system-ui', 'Arial', 'Helvetica', 'Noto Sans SC'];

const preferring = (family: string, preferred: string) => `  <match target="pattern">
    <test name="family"><string>${family}</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>${preferred}</string></edit>
  </match>`;

const configuration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
${named(`${folder}/noto-sans-sc-latin`, 'Noto Sans Latin')}
${named(`${folder}/noto-sans-sc-chinese`, 'Noto Sans SC')}
${askedFor.map((family) => preferring(family, 'Noto Sans Latin')).join('\n')}
${preferring('monospace', 'DejaVu Sans Mono')}
</fontconfig>
`;
