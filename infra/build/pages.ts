import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { type PagesManifest, shellHtml } from '../../lib/doors/pages/ui/shell-html.ts';
import type { PageFacts } from '../../lib/page-kit/facts.ts';

/** A file below `/pages/assets/`; its name holds a hash of its content, so browsers may keep it for ever. */
export interface PageAsset {
  body: Uint8Array;
  /** Content type. */
  type: string;
  encodings: { br: Uint8Array; gzip: Uint8Array };
}

/** A site, built. */
interface BuiltSite {
  manifest: PagesManifest;
  assets: Map<string, PageAsset>;
}

/** All pages, built. */
export interface BuiltPages extends BuiltSite {
  /** The HTML that opens a page. */
  html(pathname: string, facts: PageFacts): string;
}

/** Where the sources are, and where the files go: none are written without `outDir`. */
export interface PagesOptions {
  outDir?: string;
}

const root = path.resolve(import.meta.dirname, '../..');

/** Where a site's sources are: the folder of its shell and registry, its style sheet. */
interface Site {
  ui: string;
  look: string;
}

const pagesSite: Site = { ui: 'lib/doors/pages/ui', look: 'lib/page-kit/styles/main.css' };
const deskSite: Site = { ui: 'lib/doors/desk/ui', look: 'lib/doors/desk/ui/styles/main.css' };

const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/**
 * Bundles the shell, the style sheet and each page of the registry, minified, for the web views of WeChat (Chromium and WebKit of 2020 on).
 * With `outDir`, writes `assets/<name>` with `.br` and `.gz` beside it, and `manifest.json`.
 */
export const buildPages = async (options: PagesOptions = {}): Promise<BuiltPages> => {
  const built = await buildSite(pagesSite, options);
  return { ...built, html: (pathname, facts) => shellHtml(built.manifest, pathname, facts) };
};

/** The same of the staff's desk. */
export const buildDesk = (options: PagesOptions = {}): Promise<BuiltSite> => buildSite(deskSite, options);

const buildSite = async (site: Site, { outDir }: PagesOptions): Promise<BuiltSite> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { shell: path.join(site.ui, 'main.tsx'), look: site.look },
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: ['es2020', 'chrome80'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const assets = new Map<string, PageAsset>();
  for (const file of outputFiles) assets.set(path.basename(file.path), await assetOf(file.path, file.contents));
  const manifest = await manifestOf(site, metafile);
  if (outDir) await writePages(outDir, manifest, assets);
  return { manifest, assets };
};

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const assetOf = async (file: string, body: Uint8Array): Promise<PageAsset> => ({
  body,
  type: types[path.extname(file).slice(1)] ?? 'application/octet-stream',
  encodings: {
    br: await brotli(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
    gzip: await zip(body, { level: 9 }),
  },
});

const manifestOf = async ({ ui, look }: Site, { outputs }: Metafile): Promise<PagesManifest> => {
  const entry = (source: string) => {
    const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
    if (!found) throw new Error(`esbuild made nothing of ${source}`);
    return found[0];
  };
  const script = entry(path.posix.join(ui, 'main.tsx'));
  const shells = scriptsOf(outputs, script);
  const pages: PagesManifest['pages'] = {};
  for (const [address, source] of await readRegistry(ui)) {
    // The shell's own imports come first: they are needed whichever page it is, and the browser sees them only in the script.
    const scripts = new Set([...shells.slice(1), ...scriptsOf(outputs, entry(source))]);
    pages[address] = [...scripts].map((name) => path.basename(name));
  }
  const style = entry(look);
  return { styles: [path.basename(style)], script: path.basename(script), pages };
};

const registered = /'(\/(?:pages|desk)\/[^']+)': \(\) => import\('([^']+)'\)/g;

/** Path and source file of every page. Read as text: when asked, a loader would tell what it loads, but not from where. */
const readRegistry = async (ui: string): Promise<[string, string][]> => {
  const text = await readFile(path.join(root, ui, 'registry.ts'), 'utf8');
  const found = [...text.matchAll(registered)];
  if (found.length !== text.split('import(').length - 1) throw new Error(`${ui}/registry.ts: one line for each page`);
  return found.map(([, address = '', source = '']) => [address, path.posix.join(ui, source)]);
};

/** An output and all that it imports at once, without what it imports when asked. */
const scriptsOf = (outputs: Metafile['outputs'], name: string, seen: string[] = []): string[] => {
  if (seen.includes(name)) return seen;
  seen.push(name);
  for (const { path: imported, kind } of outputs[name]?.imports ?? [])
    if (kind === 'import-statement') scriptsOf(outputs, imported, seen);
  return seen;
};

const writePages = async (outDir: string, manifest: PagesManifest, assets: Map<string, PageAsset>) => {
  const folder = path.join(outDir, 'assets');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, { body, encodings }] of assets) {
    await writeFile(path.join(folder, name), body);
    await writeFile(path.join(folder, `${name}.br`), encodings.br);
    await writeFile(path.join(folder, `${name}.gz`), encodings.gzip);
  }
  await writeFile(path.join(outDir, 'manifest.json'), JSON.stringify(manifest));
};
