import { factsElementId, type PageFacts } from '../../../page-kit/facts.ts';
import { matchRoute } from './routes.ts';

/** What the build made: file names below `/pages/assets/`. */
export interface PagesManifest {
  styles: string[];
  script: string;
  /** The scripts that each page of the registry needs, beside `script`. */
  pages: Record<string, string[]>;
}

const folder = '/pages/assets/';

/** Whether an address is one of the registry's pages; the shell says so kindly when it is not. */
export const isPage = (manifest: PagesManifest, pathname: string): boolean =>
  matchRoute(Object.keys(manifest.pages), pathname) !== undefined;

/** The HTML that opens any page: a still picture of a page that loads, and the page's scripts asked for at once. No script is in it. */
export const shellHtml = (manifest: PagesManifest, pathname: string, facts: PageFacts): string => {
  const route = matchRoute(Object.keys(manifest.pages), pathname);
  const scripts = (route && manifest.pages[route.path]) ?? [];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escapeHtml(facts.organisation)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<meta name="referrer" content="same-origin">
<link rel="icon" href="data:,">
${manifest.styles.map((name) => `<link rel="stylesheet" href="${folder}${name}">`).join('\n')}
<script type="module" src="${folder}${manifest.script}"></script>
${scripts.map((name) => `<link rel="modulepreload" href="${folder}${name}">`).join('\n')}
<script type="application/json" id="${factsElementId}">${escapeJson(facts)}</script>
</head>
<body>
<div id="app">${loading}</div>
<noscript><p class="no-script">这个页面需要 JavaScript。请用微信打开，或致电 ${escapeHtml(facts.telephone)}。</p></noscript>
</body>
</html>
`;
};

const loading =
  '<main class="page"><div class="skeleton" role="status" aria-label="正在加载"><i></i><i></i><i></i><i></i></div></main>';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);

/** A data block ends at the first `</script`, and `<!--` changes how it is read. */
const escapeJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
