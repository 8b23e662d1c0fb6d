import { beijingDay } from '../beijing-time.ts';
import type { HttpCall } from '../http/call.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';
import type { ApiRoute } from './route.ts';
import { checkToken } from './token-store.ts';

const defaultDaily = 5_000_000;

/** How often `path` was called today. */
export const usedToday = (world: World, path: string): number => {
  const { usage } = world.state;
  return usage.day === beijingDay(world.now()) ? (usage.counts[path] ?? 0) : 0;
};

/** How often `path` may be called a day. */
export const dailyLimit = (world: World, route: ApiRoute): number =>
  world.state.quotas[route.path] ?? route.daily ?? defaultDaily;

const countCall = (world: World, route: ApiRoute): void => {
  const day = beijingDay(world.now());
  if (world.state.usage.day !== day) world.state.usage = { day, counts: {} };
  const { counts } = world.state.usage;
  const used = counts[route.path] ?? 0;
  if (used >= dailyLimit(world, route)) throw new ApiError(45009);
  counts[route.path] = used + 1;
  world.changed();
};

const checkMethod = (route: ApiRoute, call: HttpCall): void => {
  if (route.method === 'ANY' || route.method === call.method) return;
  throw new ApiError(route.method === 'POST' ? 43002 : 43001);
};

const checkAddress = (world: World, call: HttpCall): void => {
  const { ipList } = world.state;
  if (ipList.length > 0 && !ipList.includes(call.ip)) throw new ApiError(40164, `${call.ip}, not in whitelist`);
};

/** OAuth and pictures are open to any address; the token endpoints are not. */
const needsAddress = (route: ApiRoute): boolean => !route.open || /^\/cgi-bin\/(stable_)?token$/.test(route.path);

/** What WeChat checks before any call. Throws `ApiError`. */
export const passGate = (world: World, route: ApiRoute, call: HttpCall): void => {
  checkMethod(route, call);
  if (!route.open) checkToken(world, call.query['access_token']);
  if (needsAddress(route)) checkAddress(world, call);
  countCall(world, route);
};
