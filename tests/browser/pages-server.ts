import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BuiltPages, buildPages } from '../../infra/build/pages.ts';
import type { PageFacts } from '../../lib/page-kit/facts.ts';
import type { Answers } from './pages-answers.ts';

/** The policy under which the pages must work: no script, style, frame or request but our own. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The built pages behind a stand-in of `/api`. */
export interface PagesServer {
  url: string;
  pages: BuiltPages;
  answers: Answers;
  /** How long each answer of `/api` takes. */
  delayMs: number;
  /** Requests of `/api`, as `POST /api/binding/start {…}`. */
  asked: string[];
  close(): Promise<void>;
}

const facts: PageFacts = { organisation: '临江供电', telephone: '0999-1234501', demo: true };

/** Starts one on a free port. `answers` may be changed while it runs. */
export const startPagesServer = async (answers: Answers): Promise<PagesServer> => {
  const pages = await buildPages();
  const asked: string[] = [];
  const state = { answers, delayMs: 0 };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://pages');
    if (url.pathname.startsWith('/api/')) void answerApi(state, asked, request, url, response);
    else if (url.pathname.startsWith('/pages/assets/')) sendAsset(pages, url.pathname, response);
    else sendPage(pages, url.pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
};

const answerApi = async (
  { answers, delayMs }: Pick<PagesServer, 'answers' | 'delayMs'>,
  asked: string[],
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const name = `${request.method} ${url.pathname}`;
  asked.push(text ? `${name} ${text}` : name + url.search);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const answer = answers[name]?.(text ? JSON.parse(text) : undefined, url.searchParams);
  response.writeHead(answer ? (answer.status ?? 200) : 404, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(answer?.body ?? {}));
};

const sendAsset = (pages: BuiltPages, pathname: string, response: ServerResponse) => {
  const asset = pages.assets.get(pathname.split('/').at(-1) ?? '');
  if (!asset) return void response.writeHead(404).end();
  const headers = { 'content-type': asset.type, 'content-encoding': 'br' };
  response.writeHead(200, { ...headers, 'cache-control': 'public, max-age=31536000, immutable' });
  response.end(asset.encodings.br);
};

const sendPage = (pages: BuiltPages, pathname: string, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
  response.end(pages.html(pathname, facts));
};
