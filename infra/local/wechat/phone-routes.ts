import type { ServerResponse } from 'node:http';
import { articleText } from './api/articles.ts';
import type { PhoneState, WireEntry } from './contract.ts';
import { ControlError } from './control/error.ts';
import type { ControlCall, ControlRoute } from './control/route.ts';
import { bytes, HttpAnswer, text } from './http/answer.ts';
import { phoneView } from './people/followers.ts';
import { findMedia, mediaBytes } from './people/media.ts';
import type { World } from './world.ts';

const heartbeatMs = 15_000;

const state = (world: World): PhoneState => {
  const { account, clock } = world.options;
  return {
    account: { name: account.name, originalId: account.originalId, appId: account.appId },
    followers: Object.values(world.state.followers).map(phoneView),
    clock: { now: clock.now(), offsetMs: clock.offsetMs() },
  };
};

const wire = (world: World, { query }: ControlCall): WireEntry[] => {
  const { openid, limit = '200' } = query;
  const found = openid === undefined ? world.wire : world.wire.filter((entry) => entry.openid === openid);
  return found.slice(-Math.max(1, Number(limit) || 200));
};

const media = (world: World, call: ControlCall) => {
  const found = findMedia(world, call.params['id'] ?? '');
  if (!found) throw new ControlError(404, 'no_such_media', 'the media id is unknown or its three days are over');
  // Account and followers choose the bytes, so the browser must not take them for a page.
  const headers = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" };
  return bytes(mediaBytes(world, found), found.mime, headers);
};

const asset = (world: World, call: ControlCall) => {
  const found = world.options.phone?.assets.get(call.path);
  if (!found) throw new ControlError(404, 'no_such_asset', `${call.path} is not part of the phone page`);
  return bytes(found.body, found.type, { 'cache-control': 'no-cache' });
};

const page = (world: World) =>
  world.options.phone
    ? text(world.options.phone.html, 'text/html')
    : text('The WeChat simulator is running, without its phone page. See infra/local/wechat/README.md.\n');

/** An article as followers read it. The account wrote the HTML, so scripts in it must not run. */
const article = (world: World, call: ControlCall) => {
  const found = articleText(world, call.params['id'] ?? '', Number(call.query['idx'] ?? 1) - 1);
  if (!found) throw new ControlError(404, 'no_such_article', 'no draft or publication has this article');
  const html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><h1></h1>${found.content}`;
  const body = html.replace(
    '<h1></h1>',
    () => `<h1>${found.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</h1>`,
  );
  return bytes(Buffer.from(body), 'text/html; charset=utf-8', { 'content-security-policy': 'sandbox' });
};

/**
 * Opens an address in one follower's web view. All followers share the browser's cookies, which know no ports: who opens a page after somebody
 * else starts without the other's session, as on a phone of their own.
 */
const open = ({ query, headers }: ControlCall) => {
  const { openid = '', url = '' } = query;
  if (!/^https?:\/\//.test(url)) throw new ControlError(400, 'bad_url', 'url must be an http or https address', 'url');
  const cookies = (headers.cookie ?? '').split(/;\s*/).filter(Boolean);
  const own = `phone_openid=${encodeURIComponent(openid)}`;
  const names = cookies.includes(own) ? [] : cookies.map((cookie) => cookie.split('=')[0]);
  const forgotten = names.filter((name) => name !== 'phone_openid').map((name) => `${name}=; Path=/; Max-Age=0`);
  return new HttpAnswer(302, { location: url, 'set-cookie': [`${own}; Path=/; SameSite=Lax`, ...forgotten] }, '');
};

/** What the phone page asks for, but for its events. */
export const phoneRoutes: ControlRoute[] = [
  { method: 'GET', path: '/', handle: page },
  { method: 'GET', path: '/phone/assets/:name', handle: asset },
  { method: 'GET', path: '/phone/open', handle: (_world, call) => open(call) },
  { method: 'GET', path: '/phone/state', handle: state },
  { method: 'GET', path: '/phone/wire', handle: wire },
  { method: 'GET', path: '/phone/media/:id', handle: media },
  { method: 'GET', path: '/s/:id', handle: article },
];

/** `GET /phone/events`: server-sent events until the page goes. */
export const streamEvents = (world: World, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': connected\n\n');
  const end = world.hub.subscribe((event) => {
    response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    end();
  });
};
