import type { HttpCall } from '../http/call.ts';
import { crowdMember, crowdOpenid } from '../people/crowds.ts';
import { followersNow } from '../people/followers.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';
import { type ApiRoute, get } from './route.ts';

const mostOfPage = 10_000;
/** New accounts may ask so often a day (接口调用频次限制说明); a page is one call. */
const dailyCalls = 500;

/** Whoever was played by somebody is a person of their own, and may have left their crowd. */
const playedOne = (world: World, openid: string): Follower | undefined =>
  Object.hasOwn(world.state.followers, openid) ? world.state.followers[openid] : undefined;

/** People in the order in which they came, without those who stand among the silent followers. */
const people = (world: World): string[] =>
  followersNow(world)
    .map(({ openid }) => openid)
    .filter((openid) => crowdMember(world, openid) === undefined);

/** Silent followers who follow, from one number on. */
function* silent(world: World, from: number): Generator<string> {
  for (const { first, count, following } of world.state.crowds) {
    for (let number = Math.max(from, first); number < first + count; number += 1) {
      const openid = crowdOpenid(world, number);
      if (playedOne(world, openid)?.following ?? following) yield openid;
    }
  }
}

const totalOf = (world: World): number => {
  const ofCrowds = world.state.crowds.reduce((sum, { count, following }) => sum + (following ? count : 0), 0);
  const changed = Object.values(world.state.followers).reduce((sum, { openid, following }) => {
    const crowd = crowdMember(world, openid)?.crowd;
    return crowd === undefined ? sum : sum + Number(following) - Number(crowd.following);
  }, 0);
  return people(world).length + ofCrowds + changed;
};

/** Everybody after `next`. Throws 40003 when that is nobody who follows, so that a caller does not rely on who may leave. */
function* after(world: World, next: string): Generator<string> {
  const some = people(world);
  const member = next === '' ? undefined : crowdMember(world, next);
  const isFollowing = playedOne(world, next)?.following ?? member?.crowd.following ?? next === '';
  if (!isFollowing) throw new ApiError(40003);
  if (member === undefined) yield* some.slice(some.indexOf(next) + 1);
  yield* silent(world, member === undefined ? 0 : member.number + 1);
}

const list = (world: World, { query }: HttpCall) => {
  const openid: string[] = [];
  for (const each of after(world, query['next_openid'] ?? '')) {
    if (openid.push(each) === mostOfPage) break;
  }
  const page = { count: openid.length, ...(openid.length > 0 && { data: { openid } }) };
  return { total: totalOf(world), ...page, next_openid: openid.at(-1) ?? '' };
};

/** Everybody who follows, in an order that stays (获取关注用户列表). */
export const followerListRoutes: ApiRoute[] = [get('/cgi-bin/user/get', list, { daily: dailyCalls })];
