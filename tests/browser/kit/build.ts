import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One HTML page that shows every part of the kit. */
export const buildGallery = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: {
      script: source('./gallery.tsx'),
      style: source('../../../lib/page-kit/styles/main.css'),
    },
    outdir: '/',
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>组件</title>
<style>${textOf('.css')}</style><body><div id="app"></div><script>${textOf('.js')}</script></body></html>`;
};
