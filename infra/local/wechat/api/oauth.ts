import { HttpAnswer, text } from '../http/answer.ts';
import { type HttpCall, readCookie } from '../http/call.ts';
import { nextName } from '../ids.ts';
import { findPerson } from '../people/followers.ts';
import type { OauthGrant } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { type ApiRoute, get } from './route.ts';
import { checkCredentials } from './token.ts';

const codeLifeMs = 5 * 60_000;
const tokenLifeMs = 7_200_000;
const scopes = new Set(['snsapi_base', 'snsapi_userinfo']);

const page = (words: string): HttpAnswer =>
  text(`<!doctype html><meta charset="utf-8"><title>微信</title><p>${words}</p>`, 'text/html', 200);

const refusedPage = (world: World, { query }: HttpCall): HttpAnswer | undefined => {
  if (query['appid'] !== world.options.account.appId) return page('AppID 参数错误 (10013)');
  if (query['response_type'] !== 'code' || !scopes.has(query['scope'] ?? ''))
    return page('Scope 参数错误或没有 Scope 权限 (10005)');
  if (!URL.canParse(query['redirect_uri'] ?? '')) return page('redirect_uri 参数错误 (10003)');
  const { oauthHost } = world.state;
  const host = new URL(query['redirect_uri'] ?? '').host;
  return oauthHost !== '' && host !== oauthHost ? page('redirect_uri域名与后台配置不一致 (10003)') : undefined;
};

/** The page that asks WeChat who the person is: back to `redirect_uri` with a code that works once, for five minutes. */
const authorize = (world: World, call: HttpCall): HttpAnswer => {
  const refused = refusedPage(world, call);
  if (refused) return refused;
  const { query } = call;
  const person = findPerson(world, query['as'] ?? readCookie(call, 'phone_openid') ?? '');
  if (!person) return page('请在微信客户端打开链接');
  const code = nextName(world, '0', 30);
  const snapshot = query['snapshot'] === '1' ? { snapshot: true } : {};
  const expiresAt = world.now() + codeLifeMs;
  world.state.oauthCodes[code] = { openid: person.openid, scope: query['scope'] ?? '', expiresAt, ...snapshot };
  const back = new URL(query['redirect_uri'] ?? '');
  back.searchParams.set('code', code);
  back.searchParams.set('state', query['state'] ?? '');
  return new HttpAnswer(302, { location: back.href, 'cache-control': 'no-store' }, '');
};

const takeCode = (world: World, code: string | undefined): OauthGrant => {
  if (!code) throw new ApiError(41008);
  const grant = Object.hasOwn(world.state.oauthCodes, code) ? world.state.oauthCodes[code] : undefined;
  if (!grant) throw new ApiError(40029);
  if (grant.usedAt !== undefined) throw new ApiError(40163);
  if (grant.expiresAt <= world.now()) throw new ApiError(42003);
  grant.usedAt = world.now();
  return grant;
};

const issue = (world: World, { openid, scope, snapshot }: OauthGrant, refreshToken?: string) => {
  const token = nextName(world, '9', 80);
  world.state.oauthTokens[token] = { openid, scope, expiresAt: world.now() + tokenLifeMs };
  const refresh_token = refreshToken ?? nextName(world, '8', 80);
  world.state.oauthTokens[refresh_token] ??= {
    openid,
    scope: `refresh ${scope}`,
    expiresAt: world.now() + 30 * 86_400_000,
  };
  world.changed();
  const extra = snapshot ? { is_snapshotuser: 1 } : {};
  return { access_token: token, expires_in: 7200, refresh_token, openid, scope, ...extra };
};

const exchange = (world: World, { query }: HttpCall) => {
  checkCredentials(world, query['appid'], query['secret']);
  if (query['grant_type'] !== 'authorization_code') throw new ApiError(40002);
  return issue(world, takeCode(world, query['code']));
};

const refresh = (world: World, { query }: HttpCall) => {
  const token = query['refresh_token'] ?? '';
  const grant = Object.hasOwn(world.state.oauthTokens, token) ? world.state.oauthTokens[token] : undefined;
  if (!grant?.scope.startsWith('refresh ')) throw new ApiError(40030);
  if (grant.expiresAt <= world.now()) throw new ApiError(42002);
  return issue(world, { ...grant, scope: grant.scope.replace('refresh ', '') }, token);
};

const grantOf = (world: World, { query }: HttpCall): OauthGrant => {
  const token = query['access_token'] ?? '';
  const grant = Object.hasOwn(world.state.oauthTokens, token) ? world.state.oauthTokens[token] : undefined;
  if (!grant || grant.scope.startsWith('refresh ')) throw new ApiError(40001);
  if (grant.expiresAt <= world.now()) throw new ApiError(42001);
  if (grant.openid !== query['openid']) throw new ApiError(40003);
  return grant;
};

const userInfo = (world: World, call: HttpCall) => {
  const { openid, scope } = grantOf(world, call);
  if (scope !== 'snsapi_userinfo') throw new ApiError(48001);
  const nickname = findPerson(world, openid)?.nickname ?? '微信用户';
  return { openid, nickname, sex: 0, language: '', city: '', province: '', country: '', headimgurl: '', privilege: [] };
};

const check = (world: World, call: HttpCall) => {
  grantOf(world, call);
  return ok();
};

/** Who opened a page (微信网页授权). The person is the one named by `as` or by the cookie `phone_openid`. */
export const oauthRoutes: ApiRoute[] = [
  get('/connect/oauth2/authorize', authorize, { open: true }),
  get('/sns/oauth2/access_token', exchange, { open: true }),
  get('/sns/oauth2/refresh_token', refresh, { open: true }),
  get('/sns/userinfo', userInfo, { open: true }),
  get('/sns/auth', check, { open: true }),
];
