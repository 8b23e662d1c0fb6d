import * as z from 'zod';
import { beijingMonth } from '../beijing-time.ts';
import type { HttpCall } from '../http/call.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { dailyLimit, usedToday } from './gate.ts';
import { type ApiRoute, post, readBody } from './route.ts';
import { checkCredentials } from './token.ts';

const clearsPerMonth = 10;

const clearAll = (world: World) => {
  const month = beijingMonth(world.now());
  const count = world.state.clears.month === month ? world.state.clears.count : 0;
  if (count >= clearsPerMonth) throw new ApiError(48006);
  world.state.clears = { month, count: count + 1 };
  world.state.usage.counts = {};
  world.changed();
  return ok();
};

const clear = (world: World, call: HttpCall) => {
  const { appid } = readBody(call, z.object({ appid: z.string() }));
  if (appid !== world.options.account.appId) throw new ApiError(40013);
  return clearAll(world);
};

const clearWithSecret = (world: World, { query }: HttpCall) => {
  checkCredentials(world, query['appid'], query['appsecret']);
  return clearAll(world);
};

const pathOf = (call: HttpCall): string => {
  const { cgi_path } = readBody(call, z.object({ cgi_path: z.string() }));
  if (!cgi_path.startsWith('/')) throw new ApiError(76003);
  return cgi_path;
};

/** Quota calls need the list of all routes, of which they are a part. */
export const quotaRoutes = (routes: () => ApiRoute[]): ApiRoute[] => {
  const routeOf = (call: HttpCall): ApiRoute => {
    const path = pathOf(call);
    const route = routes().find((candidate) => candidate.path === path && !path.startsWith('/sns/'));
    if (!route) throw new ApiError(76021);
    return route;
  };
  const read = (world: World, call: HttpCall) => {
    const route = routeOf(call);
    const [daily_limit, used] = [dailyLimit(world, route), usedToday(world, route.path)];
    return ok({ quota: { daily_limit, used, remain: Math.max(0, daily_limit - used) } });
  };
  const clearOne = (world: World, call: HttpCall) => {
    delete world.state.usage.counts[routeOf(call).path];
    world.changed();
    return ok();
  };
  return [
    post('/cgi-bin/clear_quota', clear),
    post('/cgi-bin/clear_quota/v2', clearWithSecret, { open: true }),
    post('/cgi-bin/openapi/quota/get', read),
    post('/cgi-bin/openapi/quota/clear', clearOne),
  ];
};
