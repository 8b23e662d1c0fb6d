import * as z from 'zod';
import type { HttpCall } from '../http/call.ts';
import { randomText } from '../ids.ts';
import type { IssuedToken } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';
import { forceStable, issuePlain, issueStable } from './token-store.ts';

const StableRequest = z.object({
  grant_type: z.string(),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().optional(),
});

const ticketLifeMs = 7_200_000;

/** Throws 41002, 41004, 40013 or 40125 unless these are the account's. */
export const checkCredentials = (world: World, appid: string | undefined, secret: string | undefined): void => {
  if (!appid) throw new ApiError(41002);
  if (!secret) throw new ApiError(41004);
  if (appid !== world.options.account.appId) throw new ApiError(40013);
  if (secret !== world.options.account.appSecret) throw new ApiError(40125);
};

const answer = (world: World, token: IssuedToken) => ({
  access_token: token.value,
  expires_in: Math.max(300, Math.floor((token.expiresAt - world.now()) / 1000)),
});

const plain = (world: World, { query }: HttpCall) => {
  if (query['grant_type'] !== 'client_credential') throw new ApiError(40002);
  checkCredentials(world, query['appid'], query['secret']);
  return answer(world, issuePlain(world));
};

const stable = (world: World, call: HttpCall) => {
  const request = readBody(call, StableRequest);
  if (request.grant_type !== 'client_credential') throw new ApiError(40002);
  checkCredentials(world, request.appid, request.secret);
  return answer(world, request.force_refresh ? forceStable(world) : issueStable(world));
};

const ticket = (world: World, { query }: HttpCall) => {
  if (query['type'] !== 'jsapi' && query['type'] !== 'wx_card') throw new ApiError(40097);
  const now = world.now();
  const current = world.state.ticket;
  if (!current || current.expiresAt <= now) {
    world.state.ticket = { value: `kgt8${randomText(82)}`, expiresAt: now + ticketLifeMs };
    world.changed();
  }
  const { value, expiresAt } = world.state.ticket ?? { value: '', expiresAt: now };
  return { errcode: 0, errmsg: 'ok', ticket: value, expires_in: Math.floor((expiresAt - now) / 1000) };
};

/** Access tokens and the JS-SDK's ticket (§ 获取 Access token, 稳定版接口调用凭据, JS-SDK). */
export const tokenRoutes: ApiRoute[] = [
  get('/cgi-bin/token', plain, { open: true, daily: 2000 }),
  post('/cgi-bin/stable_token', stable, { open: true, daily: 500_000 }),
  get('/cgi-bin/ticket/getticket', ticket, { daily: 1_000_000 }),
];
