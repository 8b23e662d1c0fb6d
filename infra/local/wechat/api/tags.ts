import * as z from 'zod';
import type { HttpCall } from '../http/call.ts';
import { nextNumber } from '../ids.ts';
import { followersNow, personChanged } from '../people/followers.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { followerOf, personOf } from './people.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const Named = z.object({ tag: z.object({ id: z.number().optional(), name: z.string() }) });
const ById = z.object({ tag: z.object({ id: z.number() }) });
const Members = z.object({ openid_list: z.array(z.string()), tagid: z.number() });
const Openids = z.object({ openid_list: z.array(z.string()) });

const reserved = new Set([0, 1, 2]);
const most = { tags: 100, nameBytes: 30, openids: 50, perPerson: 20, page: 10_000, blacklist: 20 };

const checkName = (world: World, name: string): void => {
  if (name.trim() === '' || world.state.tags.some((tag) => tag.name === name)) throw new ApiError(45157);
  if (Buffer.byteLength(name) > most.nameBytes) throw new ApiError(45158);
};

const tagOf = (world: World, id: number): { id: number; name: string } => {
  if (reserved.has(id)) throw new ApiError(45058);
  const tag = world.state.tags.find((candidate) => candidate.id === id);
  if (!tag) throw new ApiError(45159);
  return tag;
};

const create = (world: World, call: HttpCall) => {
  const { name } = readBody(call, Named).tag;
  if (world.state.tags.length >= most.tags) throw new ApiError(45056);
  checkName(world, name);
  const tag = { id: 100 + nextNumber(world), name };
  world.state.tags.push(tag);
  return { tag };
};

const members = (world: World, id: number): Follower[] =>
  followersNow(world).filter((person) => person.tags.includes(id));

const list = (world: World) => ({
  tags: world.state.tags.map(({ id, name }) => ({ id, name, count: members(world, id).length })),
});

const update = (world: World, call: HttpCall) => {
  const { id, name } = readBody(call, Named).tag;
  const tag = tagOf(world, id ?? -1);
  checkName(world, name);
  tag.name = name;
  world.changed();
  return ok();
};

const remove = (world: World, call: HttpCall) => {
  const { id } = tagOf(world, readBody(call, ById).tag.id);
  world.state.tags = world.state.tags.filter((tag) => tag.id !== id);
  for (const person of members(world, id)) retag(world, person, (tags) => tags.filter((tag) => tag !== id));
  return ok();
};

const retag = (world: World, person: Follower, change: (tags: number[]) => number[]): void => {
  person.tags = change(person.tags);
  personChanged(world, person);
};

const readMembers = (world: World, call: HttpCall): { id: number; people: Follower[] } => {
  const { openid_list, tagid } = readBody(call, Members);
  if (openid_list.length < 1 || openid_list.length > most.openids) throw new ApiError(40032);
  const { id } = tagOf(world, tagid);
  return { id, people: openid_list.map((openid) => followerOf(world, openid)) };
};

const tagPeople = (world: World, call: HttpCall) => {
  const { id, people } = readMembers(world, call);
  if (people.some(({ tags }) => !tags.includes(id) && tags.length >= most.perPerson)) throw new ApiError(45059);
  for (const person of people) retag(world, person, (tags) => [...new Set([...tags, id])]);
  return ok();
};

const untagPeople = (world: World, call: HttpCall) => {
  const { id, people } = readMembers(world, call);
  for (const person of people) retag(world, person, (tags) => tags.filter((tag) => tag !== id));
  return ok();
};

const ofPerson = (world: World, call: HttpCall) => {
  const { openid } = readBody(call, z.object({ openid: z.string() }));
  return { tagid_list: personOf(world, openid).tags };
};

/** One page of openids after `next`, in the shape of every list of followers. */
const openidPage = (people: Follower[], next: string): Record<string, unknown> => {
  const from = next === '' ? 0 : people.findIndex(({ openid }) => openid === next) + 1;
  const openid = people.slice(from, from + most.page).map((person) => person.openid);
  return { count: openid.length, ...(openid.length ? { data: { openid } } : {}), next_openid: openid.at(-1) ?? '' };
};

const ofTag = (world: World, call: HttpCall) => {
  const { tagid, next_openid } = readBody(call, z.object({ tagid: z.number(), next_openid: z.string().optional() }));
  return openidPage(members(world, tagOf(world, tagid).id), next_openid ?? '');
};

const blacklist = (world: World, call: HttpCall, blacklisted: boolean) => {
  const { openid_list } = readBody(call, Openids);
  if (openid_list.length < 1 || openid_list.length > most.blacklist) throw new ApiError(40032);
  for (const person of openid_list.map((openid) => personOf(world, openid))) person.blacklisted = blacklisted;
  world.changed();
  return ok();
};

const blacklisted = (world: World) => {
  const people = Object.values(world.state.followers).filter((person) => person.blacklisted);
  return { total: people.length, ...openidPage(people, '') };
};

/** Tags of followers, and the blacklist (用户标签, 黑名单). */
export const tagRoutes: ApiRoute[] = [
  post('/cgi-bin/tags/create', create),
  get('/cgi-bin/tags/get', list),
  post('/cgi-bin/tags/update', update),
  post('/cgi-bin/tags/delete', remove),
  post('/cgi-bin/tags/members/batchtagging', tagPeople),
  post('/cgi-bin/tags/members/batchuntagging', untagPeople),
  post('/cgi-bin/tags/getidlist', ofPerson),
  post('/cgi-bin/user/tag/get', ofTag),
  post('/cgi-bin/tags/members/getblacklist', blacklisted),
  post('/cgi-bin/tags/members/batchblacklist', (world, call) => blacklist(world, call, true)),
  post('/cgi-bin/tags/members/batchunblacklist', (world, call) => blacklist(world, call, false)),
];
