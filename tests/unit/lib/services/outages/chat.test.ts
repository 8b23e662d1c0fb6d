import { beforeEach, describe, expect, it } from 'vitest';
import { answerNearby, precededBy } from '../../../../../lib/chat/answer.ts';
import { createMessageAnswers } from '../../../../../lib/chat/message.ts';
import type { Binding } from '../../../../../lib/followers/binding.ts';
import { createFollowedAreas } from '../../../../../lib/followers/followed-areas.ts';
import type { Asked } from '../../../../../lib/guard/service.ts';
import { type FoundOutages, inputs, type OneOutage, type OwnOutages } from '../../../../../lib/services/outages/api.ts';
import { createOutageQueries } from '../../../../../lib/services/outages/index.ts';
import { textReply } from '../../../../../lib/wechat/reply.ts';
import { aChat, contentOf } from '../../../../support/chat.ts';
import { aFollower } from '../../../../support/followers.ts';
import { aLog } from '../../../../support/log.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBinding, anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { useTable } from '../../../../support/table.ts';
import { anAnnouncement, anOutageWorld, noon as now, someAreas } from './outage-world.ts';

const table = useTable();
const followedAreas = createFollowedAreas(table);
const power = await anOrganisation('power');
const campus = await anOrganisation('campus');
let numbers = 0;
let bound: Binding[];
let prefix: string;
let world: ReturnType<typeof anOutageWorld>;

beforeEach(() => {
  prefix = `c${++numbers}-`;
  bound = [];
  const own = someAreas.map((area) => ({
    ...area,
    id: prefix + area.id,
    parents: area.parents.map((id) => prefix + id),
  }));
  world = anOutageWorld(table, power, own);
});

const announce = async (areas: string[], changes: Parameters<typeof anAnnouncement>[0] = {}) => {
  const input = anAnnouncement({ ...changes, areas: areas.map((id) => prefix + id) });
  return (await world.service.announce(input, 'open:dispatch', `key-${++numbers}`)).outage;
};
const aService = () =>
  createOutageQueries({
    outages: world.store,
    areas: world.areas,
    bindings: { list: async () => bound },
    followedAreas,
    pageUrl: aPageUrl,
  });
const said = async (changes: Partial<Asked>, organisation = power): Promise<string> =>
  contentOf((await aService().answer?.(anAsked(organisation, 'outages', { now, ...changes }))) ?? { type: 'none' });
const place = { latitude: 30.255, longitude: 120.165, label: '滨江新村' };
const atHome = () => aBinding('electricity-account', { areaId: `${prefix}binjiang-1` });

describe('停电', () => {
  it('tells what touches what the follower has bound', async () => {
    bound = [atHome()];
    await announce(['line-8']);
    await announce(['yinghu']);
    const text = await said({ words: '停电' });
    expect(text).toContain('家 62****5678：');
    expect(text).toContain('【计划停电】\n12月1日 08:00—17:00\n范围：中山线\n原因：线路检修');
    expect(text).not.toContain('映湖小区');
    expect(text).toMatch(/<a href="[^"]+\/pages\/outages[^"]*">看地图和进展，或查别处<\/a>$/);
  });

  it('says that there is nothing, and what to do when it went out at once', async () => {
    bound = [atHome()];
    expect(await said({ words: '停电' })).toContain(
      '家 62****5678现在和今后14天没有停电的安排。\n突然停了的，请回复“报修”。',
    );
  });

  it('tells what touches the areas that the follower follows, with an account or without', async () => {
    const follower = aFollower({ openid: `oFollows${prefix}` });
    await followedAreas.follow(follower.openid, { id: `${prefix}binjiang`, name: '滨江新村', followedAt: now });
    expect(await said({ words: '停电', follower })).toContain('滨江新村现在和今后14天没有停电的安排');
    await announce(['line-8']);
    expect(await said({ words: '停电', follower })).toContain('滨江新村：\n\n【计划停电】');
    bound = [aBinding('electricity-account', { areaId: `${prefix}nanhu-1` })];
    expect(await said({ words: '停电', follower })).toContain('家 62****5678、滨江新村：\n\n【计划停电】');
  });

  it('leads who has bound nothing to choose an area', async () => {
    bound = [aBinding('electricity-account')];
    const text = await said({ words: '停电' });
    expect(text).toContain('停电有三种');
    expect(text).toContain('选小区或街道，现在就查');
  });

  it.each(['滨江新村停电吗', '停电 滨江', '城中区人民路街道滨江新村'])('%s is about that area', async (words) => {
    bound = [aBinding('electricity-account', { areaId: `${prefix}nanhu-1` })];
    const { id } = await announce(['binjiang']);
    const text = await said({ words });
    expect(text).toContain('滨江新村：\n\n【计划停电】');
    expect(text).toContain(`area=${prefix}binjiang`);
    expect(text).toContain('关注这里');
    expect(id).toHaveLength(20);
  });

  it('at a place that was sent, or that the phone reported, says how far', async () => {
    await announce(['yinghu'], { kind: 'fault', from: '2026-11-22T11:00:00+08:00', reason: '电缆被挖断' });
    const text = await said({ place });
    expect(text).toMatch(/【故障停电，正在进行】约\d(\.\d公里|\d\d米)/);
    expect(await said({ follower: aFollower({ lastPlace: { ...place, at: now - 1000 } }) })).toContain('故障停电');
    expect(await said({ follower: aFollower({ lastPlace: { ...place, at: now - 3_600_000 } }) })).not.toContain(
      '故障停电',
    );
  });

  it('tells how it goes and when it was over', async () => {
    bound = [atHome()];
    const { id } = await announce(['binjiang'], { kind: 'fault', from: '2026-11-22T11:00:00+08:00' });
    await world.service.change(id, { progress: '已更换电缆' }, 'staff:li', 'a');
    expect(await said({})).toContain('进展：已更换电缆');
    await world.service.change(id, { restoredAt: '2026-11-22T11:50:00+08:00' }, 'staff:li', 'b');
    const text = await said({});
    expect(text).toContain('【故障停电，已恢复】');
    expect(text).toContain('恢复：2026年11月22日 11:50');
  });

  it('fits into one message with its link, however much there is', async () => {
    bound = [atHome()];
    for (let at = 0; at < 12; at += 1) await announce(['binjiang'], { reason: `第${at}段线路${'检修'.repeat(40)}` });
    const text = await said({});
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(text).toMatch(/<\/a>$/);
  });

  it('of a campus is about water too', async () => {
    bound = [aBinding('campus-person', { areaId: `${prefix}binjiang-1` })];
    expect(await said({}, campus)).toContain('没有停电、停水、停气、停热水的安排');
  });
});

describe('a location that was sent', () => {
  const chat = () => {
    const services = new Map([...aChat(power).services, ['outages', aService()] as const]);
    return aChat(power, { services, now: () => now });
  };
  const sent = async () => {
    const answers = createMessageAnswers({
      ...chat(),
      followers: { placeAt: async () => {} },
      recognise: async () => '',
      log: aLog().log,
    });
    const incoming = { kind: 'message', type: 'location', openid: 'o1', ...place, scale: 15, createTime: now / 1000 };
    const event = { incoming, follower: aFollower(), requestId: 'r' } as unknown as Parameters<typeof answers>[0];
    return contentOf((await answers(event)).reply);
  };

  it('is answered by what is cut off there, and then by the outlets, in one message', async () => {
    await announce(['binjiang']);
    const text = await sent();
    expect(text.indexOf('这附近的停电：\n【计划停电】')).toBe(0);
    expect(text).toContain('1. ');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(text.match(/<a /g)?.length).toBe(text.match(/<\/a>/g)?.length);
  });

  it('where nothing is cut off is answered by the outlets alone', async () => {
    expect(await sent()).toMatch(/^离“滨江新村”最近的/);
    expect(await answerNearby(chat(), { follower: aFollower(), requestId: 'r' }, { words: '' })).toEqual([]);
  });

  it('loses the last outlets where both don’t fit, never a part of one', () => {
    const reply = textReply(['甲'.repeat(200), '乙'.repeat(200), '丙'.repeat(200)].join('\n\n'));
    const { reply: joined } = precededBy(['丁'.repeat(200)], { reply });
    expect(contentOf(joined)).toBe(['丁'.repeat(200), '甲'.repeat(200), '乙'.repeat(200)].join('\n\n'));
  });
});

describe('the page of outages', () => {
  const ask = (path: string, input: unknown = {}) => callRoute(aService(), path, { organisation: power, input, now });

  it('opens with the follower’s own places, each once', async () => {
    bound = [atHome(), aBinding('electricity-account', { id: 'b-2', label: '店', areaId: `${prefix}binjiang-1` })];
    await announce(['binjiang']);
    const own = (await ask('/')) as OwnOutages;
    expect(own).toMatchObject({
      cuts: '停电',
      places: [{ names: ['家 62****5678', '店 62****5678'], area: '滨江1号台区', outages: [{ title: '计划停电' }] }],
    });
  });

  it('shows what is followed after what is bound, each place once', async () => {
    const follower = aFollower({ openid: `oOwn${prefix}` });
    bound = [atHome()];
    for (const [id, name] of [
      ['binjiang-1', '滨江1号台区'],
      ['yinghu', '映湖小区'],
    ] as const)
      await followedAreas.follow(follower.openid, { id: prefix + id, name, followedAt: now });
    const own = (await callRoute(aService(), '/', { organisation: power, follower, now })) as OwnOutages;
    expect(own.places.map(({ names, area }) => [names, area])).toEqual([
      [['家 62****5678'], '滨江1号台区'],
      [[], '映湖小区'],
    ]);
  });

  it('leads from the top to an area, and shows what touches it, with a map', async () => {
    await announce(['binjiang-1', 'yinghu']);
    expect(await ask('/areas')).toMatchObject({
      path: [],
      children: [{ name: '城中区', inner: true }, { name: '南湖区' }],
    });
    expect(await ask('/areas', { parent: `${prefix}renmin` })).toMatchObject({
      path: [{ name: '城中区' }, { name: '人民路街道' }],
      children: [{ name: '滨江新村' }, { name: '映湖小区' }],
    });
    const found = (await ask('/at', { area: `${prefix}renmin` })) as FoundOutages;
    expect(found).toMatchObject({ name: '人民路街道', outages: [{ phase: 'scheduled' }] });
    expect(found.map?.areas.map(({ name }) => name).sort()).toEqual(['人民路街道', '滨江新村', '映湖小区'].sort());
    await expect(ask('/at', { area: 'nowhere' })).rejects.toMatchObject({ code: 'unknown_area', status: 404 });
    await expect(ask('/areas', { parent: 'nowhere' })).rejects.toMatchObject({ code: 'unknown_area', status: 404 });
  });

  it('shows what is near a position, by either datum', async () => {
    await announce(['binjiang']);
    const { latitude, longitude } = place;
    const near = (datum: string) => ask('/near', { latitude, longitude, datum }) as Promise<FoundOutages>;
    expect(await near('gcj02')).toMatchObject({
      name: '滨江新村',
      outages: [{ metres: 0 }],
      map: { place: { latitude, longitude } },
    });
    expect((await near('wgs84')).map?.place).not.toEqual({ latitude, longitude });
  });

  it('shows one outage with its map', async () => {
    const { id } = await announce(['binjiang']);
    const one = (await ask('/:id', { id })) as OneOutage;
    expect(one).toMatchObject({
      outage: { id, where: ['滨江新村'], reason: '线路检修' },
      map: { areas: [{}, { cut: true }] },
    });
    await expect(ask('/:id', { id: 'a'.repeat(20) })).rejects.toMatchObject({ code: 'unknown_outage', status: 404 });
  });

  it('refuses what is no position and no id', () => {
    const wrong = [
      { latitude: '30', longitude: 120, datum: 'gcj02' },
      { latitude: 91, longitude: 120, datum: 'gcj02' },
      { latitude: 30, longitude: 120 },
    ];
    expect(wrong.map((input) => inputs.near.safeParse(input).success)).toEqual([false, false, false]);
    expect(inputs.one.safeParse({ id: '../x' }).success).toBe(false);
  });
});

describe('following an area', () => {
  let follower: ReturnType<typeof aFollower>;
  beforeEach(() => {
    follower = aFollower({ openid: `oPage${prefix}` });
  });
  const ask = (path: string, area: string, who = follower) =>
    callRoute(aService(), path, { organisation: power, follower: who, input: { area: prefix + area }, now });
  const stands = async (area: string) => ((await ask('/at', area)) as FoundOutages).following;

  it('begins and ends on the page of the area, for the follower of the session alone', async () => {
    expect(await stands('binjiang')).toEqual({ followed: false, full: false, most: 5 });
    expect(await ask('/follow', 'binjiang')).toMatchObject({ followed: true });
    expect(await stands('binjiang')).toMatchObject({ followed: true });
    expect(await followedAreas.of(follower.openid)).toMatchObject([{ id: `${prefix}binjiang`, name: '滨江新村' }]);
    const other = aFollower({ openid: `oOther${prefix}` });
    await ask('/unfollow', 'binjiang', other);
    expect(await stands('binjiang')).toMatchObject({ followed: true });
    expect(await ask('/unfollow', 'binjiang')).toMatchObject({ followed: false });
    expect(await stands('binjiang')).toMatchObject({ followed: false });
  });

  it('of a sixth is refused with the way to end one, and the page says so before', async () => {
    for (const area of ['chengzhong', 'nanhu', 'renmin', 'line-8', 'yinghu']) await ask('/follow', area);
    expect(await stands('binjiang')).toEqual({ followed: false, full: true, most: 5 });
    expect(await stands('yinghu')).toEqual({ followed: true, full: false, most: 5 });
    await expect(ask('/follow', 'binjiang')).rejects.toMatchObject({
      code: 'too_many_followed',
      status: 409,
      next: { href: '/pages/notices' },
    });
    await ask('/unfollow', 'nanhu');
    expect(await ask('/follow', 'binjiang')).toMatchObject({ followed: true });
  });

  it('of what is not there, of a building, and by who does not follow the account is refused', async () => {
    await expect(ask('/follow', 'nowhere')).rejects.toMatchObject({ code: 'unknown_area', status: 404 });
    const gone = aFollower({ openid: 'oGone', unfollowedAt: 1 });
    await expect(ask('/follow', 'binjiang', gone)).rejects.toMatchObject({ code: 'not_following' });
    const dormitory = { id: `${prefix}dorm-1`, kind: 'building', name: '1号楼', parents: [] } as const;
    world = anOutageWorld(table, power, [{ ...dormitory, parents: [] }]);
    await expect(ask('/follow', 'dorm-1')).rejects.toMatchObject({ code: 'not_followable' });
    expect(await ask('/at', 'dorm-1')).not.toHaveProperty('following');
  });
});
