import { handleApi, unknownPath } from './api/index.ts';
import { handleCloud } from './cloud/index.ts';
import { ControlError } from './control/error.ts';
import { loadRoutes } from './control/load-routes.ts';
import { orderRoutes } from './control/order-routes.ts';
import { peopleRoutes } from './control/people-routes.ts';
import { type ControlRoute, matchPath, refusedOrder } from './control/route.ts';
import { HttpAnswer, json } from './http/answer.ts';
import type { HttpCall } from './http/call.ts';
import { phoneRoutes } from './phone-routes.ts';
import type { World } from './world.ts';

const routes: ControlRoute[] = [...orderRoutes, ...loadRoutes, ...peopleRoutes, ...phoneRoutes];

const isOwn = (path: string): boolean => path === '/' || /^\/(control|phone|s)\//.test(path);

const handleOwn = async (world: World, call: HttpCall): Promise<HttpAnswer> => {
  for (const route of routes) {
    const params = route.method === call.method ? matchPath(route.path, call.path) : undefined;
    if (!params) continue;
    const value = await route.handle(world, { ...call, params });
    return value instanceof HttpAnswer ? value : json(value);
  }
  throw new ControlError(404, 'no_such_route', `${call.method} ${call.path} is not part of the simulator`);
};

const handleCampus = (world: World, call: HttpCall): HttpAnswer | undefined => {
  if (!call.path.startsWith('/campus/')) return undefined;
  const path = call.path.slice('/campus'.length);
  const answer = world.options.campus?.({ ...call, path, body: call.body.toString('utf8') });
  return answer && new HttpAnswer(answer.status, answer.headers, answer.body);
};

const isCloud = (call: HttpCall): boolean =>
  call.method === 'POST' && call.path === '/' && 'x-tc-action' in call.headers;

/** Answers any request: Tencent Cloud's by their header, the simulator's own paths, then WeChat's. */
export const dispatch = async (world: World, call: HttpCall): Promise<HttpAnswer> => {
  try {
    if (isCloud(call)) return await handleCloud(world, call);
    if (isOwn(call.path)) return await handleOwn(world, call);
    return handleCampus(world, call) ?? (await handleApi(world, call)) ?? unknownPath(call);
  } catch (error) {
    if (error instanceof ControlError) return refusedOrder(error);
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return json({ error: { code: 'simulator_fault', message } }, 500);
  }
};
