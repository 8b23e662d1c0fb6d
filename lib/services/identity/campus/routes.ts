import type { Organisation } from '../../../platform/organisation.ts';
import { type CampusDeps, leaveForSignOn, returnFromSignOn } from './sign-on.ts';

/** The browser's round trip to the campus sign-on, for the pages' door to mount behind its session. All throw `Refusal` in words for the follower. */
export interface CampusRoutes {
  /** `GET /pages/campus/start`: the address of the sign-on, to redirect to. */
  start(openid: string, url: URL, now: number): Promise<string>;
  /** `GET /pages/campus/return`: the own path to redirect to, once bound. */
  finish(openid: string, url: URL, now: number): Promise<string>;
}

/** The two routes of an organisation. */
export const campusRoutes = (deps: CampusDeps, organisation: Organisation): CampusRoutes => ({
  start: (openid, url, now) => leaveForSignOn(deps, openid, url.searchParams.get('state') ?? '', now),
  finish: (openid, url, now) => returnFromSignOn(deps, organisation, openid, url, now),
});
