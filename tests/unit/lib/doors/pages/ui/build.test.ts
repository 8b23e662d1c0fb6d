import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPages, buildPages } from '../../../../../../infra/build/pages.ts';
import { registry } from '../../../../../../lib/doors/pages/ui/registry.ts';

const budget = 60 * 1024;

let outDir: string;
let pages: BuiltPages;

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'pages-'));
  pages = await buildPages({ outDir });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

/** Compressed bytes that a page needs before it can be used, its HTML left out. */
const weightOf = (scripts: string[]): number =>
  [...pages.manifest.styles, pages.manifest.script, ...scripts]
    .map((name) => pages.assets.get(name)?.encodings.br.length ?? Number.NaN)
    .reduce((sum, bytes) => sum + bytes, 0);

describe('the built pages', () => {
  it('are those of the registry', () => {
    expect(Object.keys(pages.manifest.pages)).toEqual(Object.keys(registry));
  });

  it('need at most 60 KB each, compressed', () => {
    const heavy = Object.entries(pages.manifest.pages).filter(([, scripts]) => !(weightOf(scripts) <= budget));
    expect(heavy).toEqual([]);
  });

  it('have names that change with their content', () => {
    for (const name of pages.assets.keys()) expect(name).toMatch(/^[\w-]+-[A-Z0-9]{8}\.(js|css)$/);
  });

  it('ask no other host for anything, but WeChat for its own script', () => {
    for (const [name, { body }] of pages.assets) {
      const addresses =
        Buffer.from(body)
          .toString()
          .match(/(?:https?:)?\/\/[\w-]+\.[\w.-]+/g) ?? [];
      // Names of XML, which are no addresses, and the JS-SDK.
      const allowed = /www\.w3\.org$|^https:\/\/res\.wx\.qq\.com$/;
      expect(
        addresses.filter((address) => !allowed.test(address)),
        name,
      ).toEqual([]);
    }
  });

  it('lie on disk, whole and compressed, beside their list', async () => {
    const files = await readdir(path.join(outDir, 'assets'));
    for (const [name, { body }] of pages.assets) {
      expect(files).toEqual(expect.arrayContaining([name, `${name}.br`, `${name}.gz`]));
      const read = (ending: string) => readFile(path.join(outDir, 'assets', name + ending));
      expect(brotliDecompressSync(await read('.br'))).toEqual(Buffer.from(body));
      expect(gunzipSync(await read('.gz'))).toEqual(Buffer.from(body));
    }
    expect(JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'))).toEqual(pages.manifest);
  });
});

describe('the registry', () => {
  it.each(Object.entries(registry))('has %s under the path that the page itself names', async (address, load) => {
    const { page } = await load();
    expect(page.path).toBe(address);
    expect(page.title).not.toBe('');
  });
});
