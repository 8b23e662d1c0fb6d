import * as z from 'zod/mini';
import type { Binding } from '../../followers/binding.ts';
import { boundInWords } from '../../guard/bound.ts';
import { Refusal } from '../../guard/refusal.ts';
import { type ApiCall, defineRoute, type Route } from '../../guard/service.ts';
import type { OutageRules } from '../../platform/profile/announcements.ts';
import { cutsOf } from '../../platform/wording.ts';
import { type AreaName, areaOf, choicesBelow, pathTo } from './areas.ts';
import { findOutages } from './finding.ts';
import { type AreaFollowing, followArea, followingOf, unfollowArea } from './following.ts';
import { toGcj02 } from './gcj02.ts';
import { lookAround, mapOf, type OutageMap } from './places.ts';
import type { FinderPorts } from './ports.ts';
import { type OutageShown, shownOf } from './shown.ts';

const AreaId = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/, '没有这个地方，请重新选。'));
const degrees = (from: number, to: number) =>
  z
    .number('没有收到位置，请再试一次。')
    .check(z.gte(from, '这个位置不在服务范围里。'), z.lte(to, '这个位置不在服务范围里。'));

/** What the page asks. */
export const inputs = {
  areas: z.strictObject({ parent: z.optional(AreaId) }),
  at: z.strictObject({ area: AreaId }),
  /** A place: `gcj02` as WeChat gives it, `wgs84` as a browser does. */
  near: z.strictObject({
    latitude: degrees(3, 54),
    longitude: degrees(73, 136),
    datum: z.enum(['gcj02', 'wgs84']),
  }),
  one: z.strictObject({ id: z.string().check(z.regex(/^[\w-]{20}$/, '没有这一条，请重新查。')) }),
};

/** One place of the follower's own, and what touches it. */
export interface PlaceOutages {
  /** What they have bound there; nothing where they follow the area without an account. */
  names: string[];
  area: string;
  outages: OutageShown[];
}

/** What the page opens with. */
export interface OwnOutages {
  /** What the organisation calls it: 停电查询. */
  title: string;
  /** What may be cut off: 停电、停水. */
  cuts: string;
  /** Where they have bound something, and what they follow beside it; empty where neither is known. */
  places: PlaceOutages[];
}

/** What was found at a place or in an area. */
export interface FoundOutages {
  /** Where it was looked; absent for a place outside all known areas. */
  name?: string;
  path: AreaName[];
  outages: OutageShown[];
  /** What may be cut off: 停电、停水. */
  cuts: string;
  map?: OutageMap;
  /** Of a chosen area that may be followed. */
  following?: AreaFollowing;
}

/** One outage. */
export interface OneOutage {
  outage: OutageShown;
  map?: OutageMap;
}

const rulesOf = ({ organisation }: Pick<ApiCall<unknown>, 'organisation'>): OutageRules => {
  const { outages } = organisation.profile;
  if (outages === undefined) throw new Refusal('no_outages', '这里没有停电停水的查询。', { status: 404 });
  return outages;
};

const withMap = (map: OutageMap | undefined) => (map === undefined ? {} : { map });

const ownOutages = async (ports: FinderPorts, call: ApiCall<unknown>): Promise<OwnOutages> => {
  const rules = rulesOf(call);
  const { openid } = call.follower;
  const [bindings, followed] = await Promise.all([ports.bindings.list(openid), ports.followedAreas.of(openid)]);
  const byArea = new Map<string, Binding[]>();
  for (const binding of bindings) {
    const { areaId } = binding;
    if (areaId !== undefined) byArea.set(areaId, [...(byArea.get(areaId) ?? []), binding]);
  }
  const names = new Map(followed.map(({ id, name }) => [id, name]));
  for (const id of names.keys()) if (!byArea.has(id)) byArea.set(id, []);
  const places = [...byArea].map(async ([areaId, bound]): Promise<PlaceOutages> => {
    const [area, found] = await Promise.all([ports.areas.get(areaId), findOutages(ports, [areaId], call.now)]);
    const outages = found.map((outage) => shownOf(outage, rules, call.now));
    return { names: bound.map(boundInWords), area: area?.name ?? names.get(areaId) ?? '', outages };
  });
  const { topics } = call.organisation.profile;
  const title = topics.find(({ service }) => service === 'outages')?.title ?? '停电查询';
  return { title, cuts: cutsOf(rules), places: await Promise.all(places) };
};

const outagesIn = async (ports: FinderPorts, call: ApiCall<{ area: string }>): Promise<FoundOutages> => {
  const rules = rulesOf(call);
  const area = await areaOf(ports, call.input.area);
  const { id, name } = area;
  const found = await findOutages(ports, [id], call.now);
  const [path, map, following] = await Promise.all([
    pathTo(ports, id),
    mapOf(ports, found, { around: [id] }),
    followingOf(ports, call.follower.openid, area),
  ]);
  const outages = found.map((outage) => shownOf(outage, rules, call.now));
  const cuts = cutsOf(rules);
  return { name, path, outages, cuts, ...withMap(map), ...(following === undefined ? {} : { following }) };
};

type Near = z.infer<typeof inputs.near>;

const outagesAround = async (ports: FinderPorts, call: ApiCall<Near>): Promise<FoundOutages> => {
  const rules = rulesOf(call);
  const { datum, ...given } = call.input;
  const place = datum === 'wgs84' ? toGcj02(given) : given;
  const { areas, near } = await lookAround(ports, place, call.now);
  const [smallest] = areas;
  const around = smallest === undefined ? {} : { around: [smallest.id] };
  const [path, map] = await Promise.all([
    smallest === undefined ? [] : pathTo(ports, smallest.id),
    mapOf(
      ports,
      near.map(({ outage }) => outage),
      { place, ...around },
    ),
  ]);
  const outages = near.map(({ outage, metres }) => shownOf(outage, rules, call.now, metres));
  const name = smallest === undefined ? {} : { name: smallest.name };
  return { ...name, path, outages, cuts: cutsOf(rules), ...withMap(map) };
};

const oneOutage = async (ports: FinderPorts, call: ApiCall<{ id: string }>): Promise<OneOutage> => {
  const rules = rulesOf(call);
  const outage = await ports.outages.get(call.input.id);
  if (outage === undefined)
    throw new Refusal('unknown_outage', '没有查到这一条，可能已经删除。请看看别的。', { status: 404 });
  return { outage: shownOf(outage, rules, call.now), ...withMap(await mapOf(ports, [outage])) };
};

/** The routes below `/api/outages`: the follower's own places, a chosen area and the following of it, a place on the earth, one outage. */
export const outageRoutes = (ports: FinderPorts): Route[] => [
  defineRoute({ method: 'GET', path: '/', handle: (call) => ownOutages(ports, call) }),
  defineRoute({
    method: 'GET',
    path: '/areas',
    input: inputs.areas,
    handle: ({ input }) => choicesBelow(ports, input.parent),
  }),
  defineRoute({ method: 'GET', path: '/at', input: inputs.at, handle: (call) => outagesIn(ports, call) }),
  defineRoute({ method: 'POST', path: '/follow', input: inputs.at, handle: (call) => followArea(ports, call) }),
  defineRoute({ method: 'POST', path: '/unfollow', input: inputs.at, handle: (call) => unfollowArea(ports, call) }),
  defineRoute({ method: 'POST', path: '/near', input: inputs.near, handle: (call) => outagesAround(ports, call) }),
  defineRoute({ method: 'GET', path: '/:id', input: inputs.one, handle: (call) => oneOutage(ports, call) }),
];
