import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeAreas } from '../../../../../infra/import/areas/write-areas.ts';
import { shardOf } from '../../../../../lib/platform/keys.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import { useTable } from '../../../../support/table.ts';
import { aBuilding, anArea, aPlanningWorld, dyingTable, inShard, openidOf } from './world.ts';

const table = useTable();
const world = aPlanningWorld(table);
const sorted = (openids: readonly string[]) => [...openids].sort();
let people = 0;
const somebody = () => openidOf(1_000_000 + people++);

describe('an audience of areas', () => {
  it('is who has bound something below them, once each, with the number of bindings', async () => {
    const [a, b, c, d] = [somebody(), somebody(), somebody(), somebody()] as const;
    await writeAreas(table, [
      anArea('s'),
      anArea('s-1', 's'),
      anArea('s-2', 's'),
      anArea('s-1-1', 's-1', 's-2'),
      anArea('t'),
    ]);
    await world.people([
      { openid: a, areas: ['s', 's-1', 's-1-1'] },
      { openid: b, areas: ['s-2', 't'] },
      { openid: c, areas: ['t'] },
      { openid: d, areas: ['s-1-1'], kind: 'room' },
    ]);
    const all = await world.notice({ of: 'areas', areaIds: ['s', 's-1'] });
    const { frozen } = await world.freeze(all.id);
    expect(sorted(await world.recipients(all.id))).toEqual(sorted([a, b, d]));
    expect(await world.counts(all.id)).toMatchObject({ shards: 16, people: 3, accounts: 5 });
    expect(frozen).toContain(all.id);

    const some = await world.notice({ of: 'areas', areaIds: ['s-2'], bindingKinds: ['electricity-account'] });
    await world.freeze(some.id);
    expect(sorted(await world.recipients(some.id))).toEqual(sorted([a, b]));
  });

  it('leaves out who has gone and who switched such notices off, and counts the latter', async () => {
    const [stays, off, other, gone] = [somebody(), somebody(), somebody(), somebody()] as const;
    await writeAreas(table, [anArea('o')]);
    await world.people([
      { openid: stays, areas: ['o'] },
      { openid: off, areas: ['o', 'o'], off: ['outages'] },
      { openid: other, areas: ['o'], off: ['bills'] },
      { openid: gone, areas: ['o'], gone: true },
    ]);
    const notice = await world.notice({ of: 'areas', areaIds: ['o'] });
    await world.freeze(notice.id);
    expect(sorted(await world.recipients(notice.id))).toEqual(sorted([stays, other]));
    expect(await world.counts(notice.id)).toMatchObject({ people: 2, accounts: 2, optedOut: 1 });
  });

  it('never has anybody who is not bound below the named areas', async () => {
    const ids = ['p', 'q', 'r', 'p-1', 'q-1', 'pq-1', 'p-1-1'];
    const shape = fc.record({
      bound: fc.array(fc.subarray(ids, { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      named: fc.subarray(ids, { minLength: 1, maxLength: 3 }),
    });
    const below: Record<string, string[]> = {
      ...{ p: ['p-1', 'pq-1', 'p-1-1'], q: ['q-1', 'pq-1'], 'p-1': ['p-1-1'] },
    };
    await writeAreas(table, [
      ...[anArea('p'), anArea('q'), anArea('r'), anArea('p-1', 'p'), anArea('q-1', 'q')],
      ...[anArea('pq-1', 'p', 'q'), anArea('p-1-1', 'p-1')],
    ]);
    const everybody = new Map<string, readonly string[]>();
    await fc.assert(
      fc.asyncProperty(shape, async ({ bound, named }) => {
        const some = bound.map((areas) => ({ openid: somebody(), areas }));
        for (const { openid, areas } of some) everybody.set(openid, areas);
        await world.people(some);
        const covered = new Set(named.flatMap((id) => [id, ...(below[id] ?? [])]));
        const notice = await world.notice({ of: 'areas', areaIds: named });
        await world.freeze(notice.id);
        const expected = [...everybody]
          .filter(([, areas]) => areas.some((id) => covered.has(id)))
          .map(([openid]) => openid);
        expect(sorted(await world.recipients(notice.id))).toEqual(sorted(expected));
      }),
      { numRuns: 12 },
    );
  });

  it('is refused where an area is gone by then: nothing is written', async () => {
    await writeAreas(table, [anArea('kept')]);
    const notice = await world.notice({ of: 'areas', areaIds: ['kept', 'gone'] });
    const { frozen } = await world.freeze(notice.id);
    expect(await world.notices.get(notice.id)).toMatchObject({ state: 'refused', reason: { code: 'unknown_area' } });
    expect(await world.recipients(notice.id)).toEqual([]);
    expect(frozen).toEqual([]);
  });
});

describe('an audience of areas with those who follow them', () => {
  /** A line that crosses the community k, beside the community m. */
  const tree = [
    ...[anArea('w'), anArea('k', 'w'), anArea('m', 'w'), anArea('l'), anArea('lk', 'l', 'k')],
    ...[aBuilding('k-1', 'k'), anArea('k-2', 'k')],
  ];
  const recipientsOf = async (areaIds: string[], followed?: true) => {
    const notice = await world.notice({ of: 'areas', areaIds, ...(followed ? { followed } : {}) });
    await world.freeze(notice.id);
    return { recipients: sorted(await world.recipients(notice.id)), counts: await world.counts(notice.id) };
  };

  it('has each person once however many accounts and areas, and counts accounts only', async () => {
    const [bound, both, follows, elsewhere] = [somebody(), somebody(), somebody(), somebody()] as const;
    await writeAreas(table, tree);
    await world.people([
      { openid: bound, areas: ['lk'] },
      { openid: both, areas: ['lk', 'k-2'] },
      ...[follows, elsewhere].map((openid) => ({ openid, areas: [] })),
    ]);
    for (const id of ['lk', 'k', 'l', 'w']) for (const openid of [both, follows]) await world.follow(openid, id);
    await world.follow(elsewhere, 'm');
    const whole = await recipientsOf(['l', 'k'], true);
    expect(whole.recipients).toEqual(sorted([bound, both, follows]));
    expect(whole.counts).toMatchObject({ people: 3, accounts: 3 });
    expect((await recipientsOf(['l'])).recipients).toEqual(sorted([bound, both]));
    expect((await recipientsOf(['m'], true)).recipients).toEqual(sorted([both, follows, elsewhere]));
  });

  it('has who follows a community that a line crosses, and nobody of the accounts beside the line', async () => {
    const [beside, follows] = [somebody(), somebody()] as const;
    await writeAreas(table, [anArea('w2'), anArea('k2', 'w2'), anArea('l2'), anArea('lk2', 'l2', 'k2')]);
    await world.people([
      { openid: beside, areas: ['k2'] },
      { openid: follows, areas: [] },
    ]);
    await world.follow(follows, 'k2');
    const { recipients, counts } = await recipientsOf(['l2'], true);
    expect(recipients).toEqual([follows]);
    expect(counts).toMatchObject({ people: 1, accounts: 0 });
  });

  it('of one building is who lives there, not who follows the community', async () => {
    const [lives, follows] = [somebody(), somebody()] as const;
    await writeAreas(table, [anArea('k3'), aBuilding('k3-1', 'k3')]);
    await world.people([
      { openid: lives, areas: ['k3-1'] },
      { openid: follows, areas: [] },
    ]);
    await world.follow(follows, 'k3');
    expect((await recipientsOf(['k3-1'], true)).recipients).toEqual([lives]);
    expect((await recipientsOf(['k3'], true)).recipients).toEqual(sorted([lives, follows]));
  });

  it('leaves out who has gone, and who switched such notices off', async () => {
    const [gone, off] = [somebody(), somebody()] as const;
    await writeAreas(table, [anArea('k4')]);
    await world.people([
      { openid: gone, areas: [], gone: true },
      { openid: off, areas: [], off: ['outages'] },
    ]);
    for (const openid of [gone, off]) await world.follow(openid, 'k4');
    const { recipients, counts } = await recipientsOf(['k4'], true);
    expect(recipients).toEqual([]);
    expect(counts).toMatchObject({ people: 0, accounts: 0, optedOut: 1 });
  });
});

describe('the other audiences', () => {
  it('everyone is who follows', async () => {
    const notice = await world.notice({ of: 'everyone' });
    await world.people([{ openid: openidOf(7), areas: [] }]);
    await world.freeze(notice.id);
    const recipients = await world.recipients(notice.id);
    expect(recipients).toContain(openidOf(7));
    expect(new Set(recipients).size).toBe(recipients.length);
  });

  it('everyone is looked up one by one only where somebody may have switched such notices off', async () => {
    const send = (async (command: never) => {
      if ((command as object) instanceof BatchGetCommand) throw new Error('people are looked up');
      return table.client.send(command);
    }) as Table['client']['send'];
    const blind = () => world.on({ ...table, client: Object.assign(Object.create(table.client), { send }) });
    await world.people([{ openid: openidOf(8), areas: [] }]);
    const emergency = await world.notice({ of: 'everyone' }, { template: 'emergency', lane: 'urgent' });
    await world.freeze(emergency.id, blind());
    expect(await world.recipients(emergency.id)).toContain(openidOf(8));
    const outage = await world.notice({ of: 'everyone' });
    await expect(world.freeze(outage.id, blind())).rejects.toThrow('people are looked up');
  });

  it('a group is its members, not who only asked', async () => {
    const [member, asking] = [somebody(), somebody()] as const;
    await world.people([member, asking].map((openid) => ({ openid, areas: [] })));
    await world.group('g-1', { [member]: 'member', [asking]: 'requested' });
    const notice = await world.notice({ of: 'group', groupId: 'g-1' });
    await world.freeze(notice.id);
    expect(await world.recipients(notice.id)).toEqual([member]);
  });

  it('an earlier notice is all of it, those it did not reach, or those who have not read it', async () => {
    const [delivered, blocked, texted, untried, unknown] = Array.from({ length: 5 }, somebody);
    const all = [delivered, blocked, texted, untried, unknown].map(String);
    await writeAreas(table, [anArea('e')]);
    await world.people(all.map((openid) => ({ openid, areas: ['e'] })));
    const earlier = await world.notice({ of: 'areas', areaIds: ['e'] });
    await world.freeze(earlier.id);
    await world.record(earlier.id, {
      [all[0] ?? '']: 'd',
      [all[1] ?? '']: 'b',
      [all[2] ?? '']: 'fs',
      [all[4] ?? '']: 'u',
    });
    await world.notices.change(earlier.id, ['freezing'], { state: 'sent' });
    await world.readings.read(earlier.id, String(delivered), world.clock());
    const of = async (which: 'all' | 'not-reached' | 'unread') => {
      const notice = await world.notice({ of: 'notice', noticeId: earlier.id, which });
      await world.freeze(notice.id);
      return sorted(await world.recipients(notice.id));
    };
    expect(await of('all')).toEqual(sorted(all));
    expect(await of('not-reached')).toEqual(sorted([String(blocked), String(untried)]));
    expect(await of('unread')).toEqual(sorted(all.slice(1)));
  });

  it('an earlier notice to a few people is spread over the shards', async () => {
    const few = Array.from({ length: 9 }, somebody);
    await world.people(few.map((openid) => ({ openid, areas: [] })));
    const earlier = await world.notice({ of: 'people', openids: few }, { shards: 1, state: 'sent' });
    await world.segments.create(earlier.id, 0, 0, few, true);
    const notice = await world.notice({ of: 'notice', noticeId: earlier.id, which: 'all' });
    await world.freeze(notice.id);
    expect(sorted(await world.recipients(notice.id))).toEqual(sorted(few));
  });

  it('waits while the earlier notice is still being counted, and is refused where there is none', async () => {
    const earlier = await world.notice({ of: 'everyone' });
    const follow = await world.notice({ of: 'notice', noticeId: earlier.id, which: 'all' });
    const planner = world.on(table);
    await planner.plan({ do: 'plan', noticeId: follow.id, shard: 0 }, world.clock() + 5000);
    expect(planner.again).toEqual([0]);
    const lost = await world.notice({ of: 'notice', noticeId: 'nothing', which: 'all' });
    await planner.plan({ do: 'plan', noticeId: lost.id, shard: 0 }, world.clock() + 5000);
    expect(await world.notices.get(lost.id)).toMatchObject({ state: 'refused', reason: { code: 'unknown_notice' } });
  });
});

describe('the cap of bulk notices a day', () => {
  const aSentNotice = async (areaId: string, changes = {}) => {
    const notice = await world.notice({ of: 'areas', areaIds: [areaId] }, changes);
    await world.freeze(notice.id);
    await world.notices.change(notice.id, ['freezing'], { state: 'sent', startedAt: world.clock() });
    return notice;
  };
  const frozenAt = async (areaId: string, most: number, changes = {}) => {
    const notice = await world.notice({ of: 'areas', areaIds: [areaId] }, changes);
    await world.freeze(notice.id, world.on(table, most));
    return sorted(await world.recipients(notice.id));
  };

  it('leaves out who has had as many, and nobody else', async () => {
    const [twice, once, never] = [somebody(), somebody(), somebody()] as const;
    await writeAreas(
      table,
      ['c-1', 'c-2', 'c-3'].map((id) => anArea(id)),
    );
    await world.people([
      { openid: twice, areas: ['c-1', 'c-2', 'c-3'] },
      { openid: once, areas: ['c-1', 'c-3'] },
      { openid: never, areas: ['c-3'] },
    ]);
    await aSentNotice('c-1');
    await aSentNotice('c-2');
    expect(await frozenAt('c-3', 2)).toEqual(sorted([once, never]));
    expect(await frozenAt('c-3', 3)).toEqual(sorted([twice, once, never]));
    expect(await frozenAt('c-3', 1)).toEqual([never]);
    expect(await frozenAt('c-3', 2, { lane: 'urgent' })).toHaveLength(3);
    expect(await frozenAt('c-3', 2, { releaseAt: world.clock() + 86_400_000 })).toHaveLength(3);
  });

  it('counts neither urgent ones nor those that were never let go', async () => {
    const openid = somebody();
    await writeAreas(table, [anArea('d-1')]);
    await world.people([{ openid, areas: ['d-1'] }]);
    await aSentNotice('d-1', { lane: 'urgent' });
    await world.freeze((await world.notice({ of: 'areas', areaIds: ['d-1'] })).id);
    expect(await frozenAt('d-1', 1)).toEqual([openid]);
  });
});

describe('freezing a shard of 200 people', () => {
  const shard = 3;
  const openids = inShard(shard, 200, shardOf);
  const prepare = async () => {
    await writeAreas(table, [anArea('x'), anArea('x-1', 'x'), anArea('x-2', 'x')]);
    await world.people(
      openids.map((openid, at) => ({
        openid,
        areas: at % 3 === 0 ? ['x-1', 'x-2'] : ['x-2'],
        ...(at % 10 === 9 ? { off: ['outages'] } : {}),
      })),
    );
  };
  const wanted = openids.filter((_, at) => at % 10 !== 9);
  const accounts = openids.reduce((sum, _, at) => sum + (at % 10 === 9 ? 0 : at % 3 === 0 ? 2 : 1), 0);
  const whole = { people: 180, accounts, optedOut: 20, segments: 2 };
  const numbered = async (id: string) => {
    const found: number[] = [];
    for await (const { number, deliveries } of world.segments.stream(id, shard)) {
      found.push(deliveries.length);
      expect(number).toBe(found.length - 1);
    }
    return found;
  };

  it('killed before or after any call to the table, and started again, leaves each person in one segment', async () => {
    await prepare();
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const notice = await world.notice({ of: 'areas', areaIds: ['x'] });
        const job = { do: 'plan', noticeId: notice.id, shard } as const;
        const dying = dyingTable(table, at, when);
        const [first, second] = [world.on(dying.table), world.on(table)];
        const died = await first.plan(job, world.clock() + 60_000).then(
          () => false,
          () => true,
        );
        if (died) await second.plan(job, world.clock() + 60_000);
        expect([...first.frozen, ...second.frozen]).toEqual([notice.id]);
        expect(await world.recipients(notice.id), `${when} call ${at}`).toEqual(wanted);
        expect(await world.shards.list(notice.id)).toMatchObject([{ shard, frozen: true, ...whole }]);
        expect(await numbered(notice.id)).toEqual([96, 84]);
        if (at > dying.calls()) break;
      }
    }
  });

  it('by four planners at once leaves each person in one segment', async () => {
    await prepare();
    const notice = await world.notice({ of: 'areas', areaIds: ['x'] });
    const job = { do: 'plan', noticeId: notice.id, shard } as const;
    await Promise.all(Array.from({ length: 4 }, () => world.on(table).plan(job, world.clock() + 60_000)));
    expect(await world.recipients(notice.id)).toEqual(wanted);
    expect(await world.shards.list(notice.id)).toMatchObject([whole]);
  });

  it('goes on where it was when its time was over, and never says that it is done before', async () => {
    await prepare();
    const notice = await world.notice({ of: 'areas', areaIds: ['x'] });
    const job = { do: 'plan', noticeId: notice.id, shard } as const;
    // The clock moves a second with each segment: the first run has time for one.
    const moving = world.on(table);
    const until = world.clock() + 1000;
    moving.onSegment(() => world.clock.advance(1000));
    await moving.plan(job, until);
    expect(moving.again).toEqual([shard]);
    expect(await numbered(notice.id)).toEqual([96]);
    expect(await world.shards.list(notice.id)).toEqual([]);
    await world.on(table).plan(job, world.clock() + 60_000);
    expect(await world.recipients(notice.id)).toEqual(wanted);
    expect(await world.shards.list(notice.id)).toMatchObject([whole]);
  });

  it('knows the end though it is a full segment, and though nobody is left after one', async () => {
    await writeAreas(table, [anArea('y')]);
    const exactly = openids.slice(0, 96);
    await world.people(exactly.map((openid) => ({ openid, areas: ['y'] })));
    const notice = await world.notice({ of: 'areas', areaIds: ['y'] });
    await world.on(table).plan({ do: 'plan', noticeId: notice.id, shard }, world.clock() + 60_000);
    expect(await world.segments.last(notice.id, shard)).toMatchObject({ number: 0, last: true });

    const other = await world.notice({ of: 'areas', areaIds: ['y'] });
    await world.segments.create(other.id, shard, 0, exactly, false, { accounts: 96, optedOut: 1 });
    await world.on(table).plan({ do: 'plan', noticeId: other.id, shard }, world.clock() + 60_000);
    expect(await world.shards.list(other.id)).toMatchObject([{ people: 96, accounts: 96, optedOut: 1, segments: 1 }]);
  });
});
