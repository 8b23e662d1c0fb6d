import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PhoneFiles } from '../options.ts';

const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
const folder = '/phone/assets/';
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%2307c160'/%3E%3Cpath d='M8 9h16v11H15l-5 4v-4H8z' fill='%23fff'/%3E%3C/svg%3E";

/** Bundles the phone page in memory, minified: its HTML, and the files that the HTML asks for. Nothing in it comes from another host. */
export const buildPhone = async (): Promise<PhoneFiles> => {
  const source = (name: string) => fileURLToPath(new URL(`./page/${name}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: { phone: source('main.tsx'), look: source('styles/main.css') },
    entryNames: '[name]-[hash]',
    outdir: folder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  const assets = new Map(outputFiles.map((file) => [folder + nameOf(file.path), assetOf(file.path, file.contents)]));
  return { html: htmlOf([...assets.keys()]), assets };
};

const nameOf = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

const assetOf = (path: string, body: Uint8Array) => ({
  body,
  type: types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
});

const htmlOf = (paths: string[]) => {
  const styles = paths.filter((path) => path.endsWith('.css')).map((path) => `<link rel="stylesheet" href="${path}">`);
  const scripts = paths
    .filter((path) => path.endsWith('.js'))
    .map((path) => `<script type="module" src="${path}"></script>`);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>微信模拟器</title>
<link rel="icon" href="${icon}">
${[...styles, ...scripts].join('\n')}
</head>
<body><noscript>请启用 JavaScript。</noscript></body>
</html>
`;
};
