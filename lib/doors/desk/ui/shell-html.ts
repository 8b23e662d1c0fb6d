import { matchRoute } from '../../pages/ui/routes.ts';
import type { PagesManifest } from '../../pages/ui/shell-html.ts';
import { type DeskFacts, deskFactsId } from './facts.ts';

const folder = '/desk/assets/';

/** Whether an address is the desk itself, which leads to the first room, or one of the registry's pages. */
export const isDeskPage = (manifest: PagesManifest, pathname: string): boolean =>
  /^\/desk\/?$/.test(pathname) || matchRoute(Object.keys(manifest.pages), pathname) !== undefined;

/** The HTML that opens any page of the desk. No script is in it. */
export const deskHtml = (manifest: PagesManifest, pathname: string, facts: DeskFacts): string => {
  const route = matchRoute(Object.keys(manifest.pages), pathname);
  const scripts = (route && manifest.pages[route.path]) ?? [];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>工作台 · ${escapeHtml(facts.organisation)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
${manifest.styles.map((name) => `<link rel="stylesheet" href="${folder}${name}">`).join('\n')}
<script type="module" src="${folder}${manifest.script}"></script>
${scripts.map((name) => `<link rel="modulepreload" href="${folder}${name}">`).join('\n')}
<script type="application/json" id="${deskFactsId}">${escapeJson(facts)}</script>
</head>
<body>
<div id="app"></div>
<noscript><p class="no-script">工作台需要 JavaScript，请换一个浏览器打开。</p></noscript>
</body>
</html>
`;
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);

/** A data block ends at the first `</script`, and `<!--` changes how it is read. */
const escapeJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
