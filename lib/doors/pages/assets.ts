import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PagesManifest } from './ui/shell-html.ts';

/** The built pages as they lie beside the function. */
export interface PageFiles {
  manifest: PagesManifest;
  /** A file of `assets/` in the best encoding that the browser takes; undefined when there is none of that name. */
  read(
    name: string,
    acceptEncoding: string,
  ): Promise<{ body: Uint8Array; type: string; encoding?: 'br' | 'gzip' } | undefined>;
}

const types: Record<string, string> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };
const nameOnly = /^[\w-]+\.(js|css)$/;

const encodings = [
  { token: 'br', ending: '.br', encoding: 'br' },
  { token: 'gzip', ending: '.gz', encoding: 'gzip' },
] as const;

/** The pages in `folder`, as the build wrote them: `manifest.json` and `assets/`. */
export const openPageFiles = (folder: string): PageFiles => {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as PagesManifest;
  return {
    manifest,
    read: async (name, acceptEncoding) => {
      if (!nameOnly.test(name)) return undefined;
      const accepted = encodings.find(({ token }) => acceptEncoding.includes(token));
      const file = path.join(folder, 'assets', `${name}${accepted?.ending ?? ''}`);
      const body = await readFile(file).catch(() => undefined);
      if (body === undefined) return undefined;
      const type = types[path.extname(name)] ?? 'application/octet-stream';
      return accepted === undefined ? { body, type } : { body, type, encoding: accepted.encoding };
    },
  };
};
