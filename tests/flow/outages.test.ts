import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../infra/local/wechat/contract.ts';
import { createOpenClient } from '../../infra/open-client/client.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson, type BoundPerson } from './support/bound.ts';
import { openWebView } from './support/pages.ts';
import { until } from './support/until.ts';

let account: OpenAccount;
let home: BoundPerson;
/** Another household of the district, on another line and in another community. */
let elsewhere: BoundPerson;

const kind = 'electricity-account';
const hour = 3_600_000;
const instant = (at: number): string => `${new Date(at + 8 * hour).toISOString().slice(0, 19)}+08:00`;

const areaOf = async ({ person }: BoundPerson): Promise<string> => {
  const items = await account.store.ofFollower(person.openid);
  return String(items.find(({ sk }) => String(sk).startsWith(`binding#${kind}`))?.['areaId']);
};
const districtOf = async (somebody: BoundPerson) => (await areaOf(somebody)).split('-')[0] ?? '';

beforeAll(async () => {
  account = await openAccount({ organisation: 'power' });
  home = await aBoundPerson(account, kind, 0);
  elsewhere = await aBoundPerson(account, kind, 2);
  await account.advanceTo('10:00');
});
afterAll(() => account?.close());

const send = async (method: 'POST' | 'PATCH', where: string, body: unknown, idempotencyKey: string = randomUUID()) => {
  const { accountUrl: url, env } = account.stack;
  const client = createOpenClient({ url, caller: 'local', secret: env.OPEN_API_SECRET, now: account.now });
  return client.request({ method, path: where, body, idempotencyKey });
};

/** The cards on somebody's phone, each as `title: name=value …`. */
const cardsOf = async ({ person }: Pick<BoundPerson, 'person'>): Promise<string[]> =>
  (await person.chat()).flatMap(({ content }: ChatMessage) =>
    content.type === 'template'
      ? [`${content.title}: ${content.fields.map(({ name, value }) => `${name}=${value}`).join(' ')}`]
      : [],
  );
/** The account's texts on somebody's phone; cards may stand between them. */
const textsOf = async ({ person }: Pick<BoundPerson, 'person'>): Promise<string[]> =>
  (await person.chat()).flatMap(({ from, content }: ChatMessage) =>
    from === 'account' && content.type === 'text' ? [content.text] : [],
  );
/** What the account says to an act, also when it says it late. */
const heardAfter = async (somebody: Pick<BoundPerson, 'person'>, act: () => Promise<unknown>): Promise<string> => {
  const before = (await textsOf(somebody)).length;
  await act();
  return until('an answer', async () => (await textsOf(somebody))[before]);
};
const ask = (somebody: Pick<BoundPerson, 'person'>, words: string): Promise<string> =>
  heardAfter(somebody, () => somebody.person.say(words));
const aCard = (somebody: Pick<BoundPerson, 'person'>, words: RegExp): Promise<string> =>
  until(`a card with ${words}`, async () => (await cardsOf(somebody)).find((card) => words.test(card)));

const anOutage = async (changes: Record<string, unknown> = {}) => ({
  ...{ externalId: randomUUID(), kind: 'planned', areas: [await areaOf(home)], reason: '线路检修' },
  ...{ from: instant(account.now() + 8 * 24 * hour), to: instant(account.now() + 8 * 24 * hour + 9 * hour) },
  ...changes,
});
const announced = async (changes: Record<string, unknown> = {}) => {
  const { status, body } = await send('POST', '/outages', await anOutage(changes));
  expect(status).toBe(202);
  return body as { outage: { id: string; state: string }; noticeId: string; warnings: { code: string }[] };
};

describe('P4 an outage that dispatching announces', () => {
  it('reaches those on its line once, nobody else, and again with each change', async () => {
    const reason = '更换电杆';
    const { outage } = await announced({ reason, areas: [(await areaOf(home)).split('-').slice(0, 2).join('-')] });
    expect(await aCard(home, new RegExp(`计划停电通知.*${reason}`))).toContain('停电区域=10kV');
    const delayed = await send('PATCH', `/outages/${outage.id}`, { delayTo: instant(account.now() + 9 * 24 * hour) });
    expect(delayed.body).toMatchObject({ outage: { state: 'scheduled' } });
    await aCard(home, /停电变更通知.*延迟送电/);
    await send('PATCH', `/outages/${outage.id}`, { cancel: true });
    await aCard(home, /停电变更通知.*取消停电/);
    expect((await cardsOf(home)).filter((card) => card.includes(reason))).toHaveLength(3);
    expect(await cardsOf(elsewhere)).toEqual([]);
  });

  it('posted twice is one card', async () => {
    const body = await anOutage({ reason: '更换表箱' });
    const answers = await Promise.all([
      send('POST', '/outages', body, 'same-key'),
      send('POST', '/outages', body, 'other-key'),
    ]);
    const ids = answers.map((answer) => (answer.body as { outage?: { id: string } }).outage?.id);
    expect(new Set(ids).size).toBe(1);
    await aCard(home, /更换表箱/);
    await account.advance(120_000);
    expect((await cardsOf(home)).filter((card) => card.includes('更换表箱'))).toHaveLength(1);
  });

  it('breaking the lead time rules warns, and goes out; restored says so', async () => {
    const soon = {
      kind: 'temporary',
      reason: '抢修',
      from: instant(account.now() + 2 * hour),
      to: instant(account.now() + 4 * hour),
    };
    const { outage, warnings } = await announced(soon);
    expect(warnings).toMatchObject([{ code: 'lead_time' }]);
    await aCard(home, /临时停电通知.*抢修/);
    await account.advance(3 * hour);
    await send('PATCH', `/outages/${outage.id}`, { restoredAt: instant(account.now()) });
    await aCard(home, /恢复送电通知/);
  });

  it.each([
    [{ areas: ['nowhere'] }, 'areas.0', 'unknown_area'],
    [{ areas: [] }, 'areas', 'invalid'],
    [{ areas: ['chengzhong', 'jiangbei', 'nanhu', 'dongling', 'linshan'] }, 'areas', 'too_wide'],
    [{ to: '2020-01-01T00:00:00+08:00' }, 'to', 'end_before_start'],
  ])('with %j is refused by field, and nothing is stored', async (changes, field, code) => {
    const { status, body } = await send('POST', '/outages', await anOutage(changes));
    expect([400, 422]).toContain(status);
    const { fields } = (body as { error: { fields: { field: string; code: string }[] } }).error;
    expect(fields[0]?.field).toBe(field);
    if (code !== 'invalid') expect(fields[0]?.code).toBe(code);
  });
});

describe('P3 a follower who asks', () => {
  let outage: { id: string };
  beforeAll(async () => {
    const begun = {
      kind: 'fault',
      reason: '电缆故障',
      from: instant(account.now() - hour),
      to: instant(account.now() + 3 * hour),
    };
    ({ outage } = await announced(begun));
    await send('PATCH', `/outages/${outage.id}`, { progress: '抢修人员已到场' });
  });

  it('gets by chat what touches their account, and nothing of others', async () => {
    const text = await ask(home, '停电');
    expect(text).toContain('【故障停电，正在进行】');
    expect(text).toContain('原因：电缆故障');
    expect(text).toContain('进展：抢修人员已到场');
    expect(await ask(elsewhere, '停电查询')).toContain('现在和今后14天没有停电的安排');
  });

  it('who has bound nothing is led to choose an area, and may name one', async () => {
    const person = await account.follow();
    expect(await ask({ person }, '停电')).toContain('选小区或街道');
    expect(await ask({ person }, '城中区停电吗')).toContain('城中区');
  });

  it('sees it on the page: at their account, in the area, by position, with a map', async () => {
    const view = openWebView(account, home.person);
    await view.open('/pages/outages');
    const own = await view.get('/api/outages');
    expect(JSON.stringify(own.body)).toContain(outage.id);
    const one = await view.get(`/api/outages/${outage.id}`);
    expect(one.body).toMatchObject({ outage: { phase: 'ongoing', progress: [{ text: '抢修人员已到场' }] } });
    const map = (one.body as { map: { areas: { cut: boolean; rings: [number, number][][] }[] } }).map;
    const [corner] = map.areas.find(({ cut }) => cut)?.rings[0] ?? [];
    expect(corner).toHaveLength(2);
    const [longitude, latitude] = corner as [number, number];
    const near = await view.post('/api/outages/near', {
      latitude: latitude + 1e-4,
      longitude: longitude + 1e-4,
      datum: 'gcj02',
    });
    expect(JSON.stringify(near.body)).toContain(outage.id);
    const district = await districtOf(home);
    expect(JSON.stringify((await view.get(`/api/outages/at?area=${district}`)).body)).toContain(outage.id);
    expect((await view.get('/api/outages/areas')).body).toMatchObject({ path: [] });
  });

  it('W6 who sends their location gets it before the nearest outlets', async () => {
    const view = openWebView(account, home.person);
    await view.open('/pages/outages');
    const { body } = await view.get(`/api/outages/${outage.id}`);
    const rings = (body as { map: { areas: { cut: boolean; rings: [number, number][][] }[] } }).map.areas.find(
      ({ cut }) => cut,
    )?.rings;
    const [longitude, latitude] = rings?.[0]?.[0] ?? [0, 0];
    const text = await heardAfter(home, () => home.person.locate(latitude + 1e-4, longitude + 1e-4, '家门口'));
    expect(text).toMatch(/^这附近的停电：/);
    expect(text).toContain('电缆故障');
    expect(text).toContain('1. ');
  });
});

describe('a follower without an account', () => {
  const cardsWith = async (somebody: Pick<BoundPerson, 'person'>, words: string): Promise<number> =>
    (await cardsOf(somebody)).filter((card) => card.includes(words)).length;
  /** The line that feeds the home, and the community that it crosses there. */
  const around = async (): Promise<{ line: string; community: string }> => {
    const [district, line, community] = (await areaOf(home)).split('-');
    return { line: `${district}-${line}`, community: `${district}-community-${community}` };
  };

  it('who follows a community hears once of an outage on a line that crosses it, as does who lives there', async () => {
    const renter = { person: await account.follow() };
    const view = openWebView(account, renter.person);
    const { line, community } = await around();
    await view.open(`/pages/outages?area=${community}`);
    expect((await view.get(`/api/outages/at?area=${community}`)).body).toMatchObject({
      following: { followed: false },
    });
    await home.view.open('/pages/outages');
    for (const who of [view, home.view])
      expect((await who.post('/api/outages/follow', { area: community })).body).toMatchObject({ followed: true });

    await announced({ reason: '线路改造', areas: [line, await areaOf(home)] });
    await Promise.all([renter, home].map((somebody) => aCard(somebody, /计划停电通知.*线路改造/)));
    await account.advance(120_000);
    expect(await Promise.all([renter, home, elsewhere].map((somebody) => cardsWith(somebody, '线路改造')))).toEqual([
      1, 1, 0,
    ]);
    expect(await ask(renter, '停电')).toMatch(/社区：[\s\S]*范围：10kV/);

    const left = await view.post('/api/notice-settings/areas/unfollow', { area: community });
    expect(left.body).toMatchObject({ followed: [] });
    await announced({ reason: '再次改造', areas: [line] });
    await aCard(home, /再次改造/);
    await account.advance(120_000);
    expect(await cardsWith(renter, '再次改造')).toBe(0);
  });

  it('may follow five areas and no sixth, also when all are asked for at once', async () => {
    const person = await account.follow();
    const view = openWebView(account, person);
    await view.open('/pages/outages');
    const areas = ['chengzhong', 'jiangbei', 'nanhu', 'dongling', 'linshan', 'chengzhong-1', 'chengzhong-street-1'];
    const answers = await Promise.all(areas.map((area) => view.post('/api/outages/follow', { area })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 409, 409]);
    const { body } = await view.get('/api/notice-settings');
    expect((body as { areas: { followed: unknown[] } }).areas.followed).toHaveLength(5);
  });

  it('who has left the account hears nothing', async () => {
    const { line, community } = await around();
    const gone = { person: await account.follow() };
    const view = openWebView(account, gone.person);
    await view.open('/pages/outages');
    await view.post('/api/outages/follow', { area: community });
    await account.advance(1000);
    await gone.person.unfollow();
    await announced({ reason: '更换线夹', areas: [line] });
    await aCard(home, /更换线夹/);
    await account.advance(120_000);
    expect(await cardsWith(gone, '更换线夹')).toBe(0);
  });
});

describe('a follower’s own choice', () => {
  it('not to get outages is kept to', async () => {
    const view = openWebView(account, home.person);
    await view.open('/pages/notices');
    const saved = await view.post('/api/notice-settings', { off: ['outages'], sms: false });
    expect(saved.status).toBe(200);
    const { noticeId } = await announced({ reason: '换开关柜' });
    await until('a notice without recipients', async () => {
      const { accountUrl: url, env } = account.stack;
      const client = createOpenClient({ url, caller: 'local', secret: env.OPEN_API_SECRET, now: account.now });
      const { body } = await client.request({ method: 'GET', path: `/notices/${noticeId}` });
      return ['refused', 'sent'].includes(String(body['state'])) ? body : undefined;
    });
    expect((await cardsOf(home)).filter((card) => card.includes('换开关柜'))).toEqual([]);
  });
});
