import * as z from 'zod';
import type { HttpCall } from '../http/call.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { personOf } from './people.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const Batch = z.object({ user_list: z.array(z.object({ openid: z.string(), lang: z.string().optional() })) });
const Remark = z.object({ openid: z.string(), remark: z.string() });

/** Since 2021-12-27 nickname and portrait are empty; who does not follow is no more than an openid. */
const view = (person: Follower): Record<string, unknown> => {
  if (!person.following) return { subscribe: 0, openid: person.openid };
  const number = /^\d{1,9}$/.test(person.scene) ? Number(person.scene) : 0;
  return {
    subscribe: 1,
    openid: person.openid,
    language: 'zh_CN',
    subscribe_time: Math.floor(person.followedAt / 1000),
    remark: person.remark,
    groupid: 0,
    tagid_list: person.tags,
    subscribe_scene: person.subscribeScene,
    qr_scene: number,
    qr_scene_str: number === 0 ? person.scene : '',
  };
};

const info = (world: World, { query }: HttpCall) => view(personOf(world, query['openid'] ?? ''));

const batch = (world: World, call: HttpCall) => {
  const { user_list } = readBody(call, Batch);
  if (user_list.length < 1 || user_list.length > 100) throw new ApiError(40032);
  return { user_info_list: user_list.map(({ openid }) => view(personOf(world, openid))) };
};

const remark = (world: World, call: HttpCall) => {
  const request = readBody(call, Remark);
  if ([...request.remark].length > 30) throw new ApiError(40035);
  personOf(world, request.openid).remark = request.remark;
  world.changed();
  return ok();
};

/** Facts about followers (用户管理). */
export const userRoutes: ApiRoute[] = [
  get('/cgi-bin/user/info', info),
  post('/cgi-bin/user/info/batchget', batch),
  post('/cgi-bin/user/info/updateremark', remark),
];
