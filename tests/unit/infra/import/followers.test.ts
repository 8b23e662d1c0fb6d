import { beforeEach, describe, expect, it } from 'vitest';
import { type FollowersOrder, importFollowers } from '../../../../infra/import/followers/import-followers.ts';
import { createPace } from '../../../../infra/import/followers/pace.ts';
import { reportLines } from '../../../../infra/import/followers/report.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import type { WeChatApi } from '../../../../lib/wechat/api.ts';
import { WeChatApiError } from '../../../../lib/wechat/api-errors.ts';
import { aSaturdayMorning as now } from '../../../support/clock.ts';
import { itemsOf, itemsOfFollower, putItem, useTable } from '../../../support/table.ts';

const table = useTable();
const followers = createFollowers(table);
const path = '/cgi-bin/user/get';
const pageSize = 30;
let round = 0;

/** WeChat with so many followers, on pages of 30; `before` is told of each call, and may refuse it. */
const aWeChat = (people: number, before: (call: number, after: string | undefined) => void = () => {}) => {
  const openids = Array.from({ length: people }, (_, number) => `oR${round}-${number}`);
  const state = { openids, calls: 0 };
  const get = (async (_path: string, { next_openid: after }: { next_openid?: string } = {}) => {
    state.calls += 1;
    before(state.calls, after);
    const from = after === undefined ? 0 : state.openids.indexOf(after) + 1;
    if (after !== undefined && from === 0) throw new WeChatApiError({ api: path, errcode: 40003, errmsg: '' });
    const openid = state.openids.slice(from, from + pageSize);
    return { total: state.openids.length, count: openid.length, data: { openid }, next_openid: openid.at(-1) ?? '' };
  }) as WeChatApi['get'];
  return { state, api: { get } };
};

const run = (api: FollowersOrder['api'], rest: Partial<FollowersOrder> = {}) =>
  importFollowers({ api, table, now: () => now, sleep: async () => {}, perSecond: 20_000, dryRun: false, ...rest });

const profilesOf = async (openids: readonly string[]) =>
  (await Promise.all(openids.map((openid) => itemsOfFollower(table, openid)))).filter((items) => items.length === 2);

const refused = (errcode: number) => new WeChatApiError({ api: path, errcode, errmsg: '' });

/** The same table, which fails from its so manieth write of somebody on. */
const dyingAfter = (writes: number): Table => {
  let done = 0;
  const send = (async (command: { input: { Item?: { sk?: string } } }) => {
    if (command.input.Item?.sk === 'profile') done += 1;
    if (done > writes) throw new Error('killed');
    return table.client.send(command as never);
  }) as Table['client']['send'];
  return { client: Object.assign(Object.create(table.client), { send }) as Table['client'], name: table.name };
};

beforeEach(async () => {
  round += 1;
  await putItem(table, { pk: 'import#followers', sk: 'import', state: 'finished' });
});

describe('an import of followers', () => {
  it('takes over everybody, page by page, until a page of nobody', async () => {
    const { api, state } = aWeChat(75);
    const outcome = await run(api);
    expect(outcome).toMatchObject({ resumed: false, written: 75, tally: { pages: 4, new: 75, known: 0, total: 75 } });
    expect(outcome.error).toBeUndefined();
    expect(state.calls).toBe(4);
    expect(await profilesOf(state.openids)).toHaveLength(75);
    expect(await itemsOf(table, 'import#followers')).toMatchObject([{ state: 'finished', tally: { new: 75 } }]);
  });

  it('passes over whom it knows, also when two run at once', async () => {
    const { api, state } = aWeChat(75);
    await followers.follow(state.openids[3] ?? '', now - 60_000, 'poster-12');
    await followers.touch(state.openids[4] ?? '', 'message', now - 60_000);
    const both = await Promise.all([run(api), run(api)]);
    const sum = (name: 'new' | 'listed') => both.reduce((total, { tally }) => total + tally[name], 0);
    expect(sum('new')).toBe(73);
    expect(sum('listed')).toBeGreaterThanOrEqual(1);
    expect(await profilesOf(state.openids)).toHaveLength(75);
    expect(await followers.get(state.openids[3] ?? '')).toMatchObject({ firstScene: 'poster-12' });
    expect((await run(api)).tally).toMatchObject({ new: 0, listed: 0, known: 75, gone: 0 });
  });

  it('that WeChat’s quota ended goes on after its last whole page', async () => {
    const { api, state } = aWeChat(75, (call) => {
      if (call === 3) throw refused(45009);
    });
    const first = await run(api);
    expect(first).toMatchObject({ error: { errcode: 45009 }, tally: { pages: 2, new: 60 } });
    expect(await itemsOf(table, 'import#followers')).toMatchObject([{ state: 'writing', next: state.openids[59] }]);
    expect(await run(api)).toMatchObject({ resumed: true, written: 15, tally: { pages: 4, new: 75, known: 0 } });
    expect(state.calls).toBe(5);
    expect(await profilesOf(state.openids)).toHaveLength(75);
  });

  it('that was killed in the middle of a page goes on with that page, and loses nobody', async () => {
    const { api, state } = aWeChat(75);
    const first = await run(api, { table: dyingAfter(44) });
    expect(first).toMatchObject({ error: new Error('killed'), tally: { pages: 1, new: 30 } });
    expect(await run(api)).toMatchObject({ resumed: true, tally: { pages: 4 } });
    expect(await profilesOf(state.openids)).toHaveLength(75);
  });

  it('begins again when the place where it stopped is gone, and ends when that happens again and again', async () => {
    const { api, state } = aWeChat(75, (call) => {
      if (call === 3) throw refused(45009);
    });
    await run(api);
    state.openids = state.openids.filter((openid) => openid !== `oR${round}-59`);
    const second = await run(api);
    expect(second).toMatchObject({ resumed: true, tally: { pages: 4, new: 75, known: 59, total: 74 } });
    expect(second.error).toBeUndefined();
    const lost = aWeChat(75, (_call, after) => {
      if (after !== undefined) throw refused(40003);
    });
    expect(await run(lost.api)).toMatchObject({ error: { code: 'list_lost' } });
    expect(lost.state.calls).toBe(8);
  });

  it('asks again for a page that grew old while the machine slept', async () => {
    const { api, state } = aWeChat(10);
    let clock = now;
    const slow = slowOnce(() => {
      clock += 2 * 3_600_000;
    });
    const outcome = await run(api, { table: slow, now: () => clock });
    expect(outcome.tally).toMatchObject({ new: 10 });
    expect(state.calls).toBe(3);
    const [items] = await profilesOf(state.openids);
    expect(items).toContainEqual(expect.objectContaining({ followedAt: now + 3_600_000 }));
  });

  it('counts as failed what is no openid, and takes over the others', async () => {
    const { api, state } = aWeChat(10);
    state.openids[4] = 'o#profile';
    expect((await run(api)).tally).toMatchObject({ new: 9, failed: 1 });
  });

  it('that is only tried writes nothing, and begins at the beginning', async () => {
    const { api, state } = aWeChat(75);
    await followers.touch(state.openids[0] ?? '', 'message', now - 60_000);
    const outcome = await run(api, { dryRun: true });
    expect(outcome).toMatchObject({ written: 75, tally: { new: 74, listed: 1 } });
    expect(await profilesOf(state.openids)).toEqual([]);
    expect(await itemsOf(table, 'import#followers')).toMatchObject([{ state: 'finished' }]);
  });
});

/** The table, at whose first read of people something happens. */
const slowOnce = (event: () => unknown): Table => {
  let isOver = false;
  const send = (async (command: object) => {
    if (!isOver && command.constructor.name === 'BatchGetCommand') {
      isOver = true;
      event();
    }
    return table.client.send(command as never);
  }) as Table['client']['send'];
  return { client: Object.assign(Object.create(table.client), { send }) as Table['client'], name: table.name };
};

describe('the pace', () => {
  it('lets so many through in a second, and saves nothing up', async () => {
    let clock = 0;
    const turn = createPace(
      100,
      () => clock,
      async (ms) => {
        clock += ms;
      },
    );
    for (let group = 0; group < 5; group += 1) await turn(50);
    expect(clock).toBe(2000);
    clock += 60_000;
    await turn(50);
    await turn(50);
    expect(clock).toBe(62_500);
  });
});

describe('the report', () => {
  const tally = { pages: 3, new: 12_000, listed: 5, known: 300, gone: 2, failed: 1, total: 12_308 };

  it('says what became of how many, and at what pace', () => {
    const lines = reportLines({
      tally,
      written: 12_005,
      resumed: false,
      dryRun: false,
      elapsedMs: 12_000,
      listed: 12_325,
    });
    expect(lines[0]).toBe('WeChat names 12,308 followers; 3 pages were read.');
    expect(lines.join('\n')).toMatch(
      /new +12,000 .*\n.*put on list +5 .*\n.*known already +300 .*\n.*left or erased +2 .*\n.*failed +1 /,
    );
    expect(lines.at(-2)).toContain('About 20 more are on our list');
    expect(lines.at(-1)).toBe('12,005 people written in 12.0 s, 1,000 a second.');
  });

  it('of a dry run says that nothing was written', () => {
    const lines = reportLines({ tally, written: 12_005, resumed: true, dryRun: true, elapsedMs: 900 });
    expect(lines.at(-1)).toBe('Nothing was written (dry run, 0.9 s).');
    expect(lines.join()).not.toContain('on our list whom');
  });
});
