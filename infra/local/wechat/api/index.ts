import { type HttpAnswer, json } from '../http/answer.ts';
import type { HttpCall } from '../http/call.ts';
import type { World } from '../world.ts';
import { answerApi } from './answer.ts';
import { customRoutes } from './custom.ts';
import { draftRoutes } from './drafts.ts';
import { followerListRoutes } from './follower-list.ts';
import { massRoutes } from './mass.ts';
import { mediaRoutes } from './media.ts';
import { menuRoutes } from './menu.ts';
import { networkRoutes } from './network.ts';
import { oauthRoutes } from './oauth.ts';
import { qrcodeRoutes } from './qrcode.ts';
import { quotaRoutes } from './quota.ts';
import type { ApiRoute } from './route.ts';
import { staffRoutes } from './staff.ts';
import { statisticsRoutes } from './statistics.ts';
import { subscriptionRoutes } from './subscription.ts';
import { tagRoutes } from './tags.ts';
import { templateRoutes } from './template.ts';
import { tokenRoutes } from './token.ts';
import { userRoutes } from './users.ts';

const routes: ApiRoute[] = [
  ...tokenRoutes,
  ...networkRoutes,
  ...menuRoutes,
  ...customRoutes,
  ...staffRoutes,
  ...templateRoutes,
  ...subscriptionRoutes,
  ...massRoutes,
  ...tagRoutes,
  ...userRoutes,
  ...followerListRoutes,
  ...qrcodeRoutes,
  ...mediaRoutes,
  ...draftRoutes,
  ...oauthRoutes,
  ...statisticsRoutes,
  ...quotaRoutes(() => routes),
];

const byPath = new Map(routes.map((route) => [route.path, route]));

/** Every path of WeChat's that the simulator answers. */
const apiPaths = (): string[] => [...byPath.keys()];

/** Answers one of WeChat's calls; nothing for a path that is none. */
export const handleApi = (world: World, call: HttpCall): Promise<HttpAnswer> | undefined => {
  const route = byPath.get(call.path);
  return route && answerApi(world, route, call);
};

/** What an unknown path is answered with: 404 and all that exist. */
export const unknownPath = (call: HttpCall): HttpAnswer =>
  json({ error: { code: 'unknown_path', message: `${call.path} is not simulated` }, paths: apiPaths() }, 404);
