import { beforeEach, describe, expect, it } from 'vitest';
import { createOutages } from '../../../../../lib/services/outages/service.ts';
import { anOrganisation, withProfile } from '../../../../support/organisations.ts';
import { itemsOf, useTable } from '../../../../support/table.ts';
import { anAnnouncement, anOutageWorld, noon, someAreas } from './outage-world.ts';

const table = useTable();
const power = await anOrganisation('power');
const campus = await anOrganisation('campus');
let world: ReturnType<typeof anOutageWorld>;
let numbers = 0;
const aNumber = () => `TD-${++numbers}`;
const hour = 3_600_000;
const by = 'open:dispatch';

beforeEach(() => {
  world = anOutageWorld(table, power);
});

const announce = (changes: Parameters<typeof anAnnouncement>[0] = {}) =>
  world.service.announce(anAnnouncement({ externalId: aNumber(), ...changes }), by, 'key');
const change = (id: string, input: Parameters<typeof world.service.change>[1], key = `key-${++numbers}`) =>
  world.service.change(id, input, by, key);
const fault = (field: string, code: string) =>
  expect.objectContaining({ kind: 'reject', fields: [expect.objectContaining({ field, code })] });
const leadsTo = async (areaId: string, id: string) =>
  (await itemsOf(table, `outages-at#${areaId}`)).filter((item) => item['outageId'] === id);

describe('an announcement', () => {
  it('makes one notice to those below its areas, in the profile’s words', async () => {
    const { outage, noticeId, warnings } = await announce({ areas: ['binjiang', 'yinghu'] });
    expect(outage).toMatchObject({ state: 'announced', areaNames: ['滨江新村', '映湖小区'], version: 1 });
    expect(warnings).toEqual([]);
    expect(world.notices()).toMatchObject([
      {
        id: noticeId,
        template: 'outage-planned',
        fields: {
          thing1: '滨江新村、映湖小区',
          time2: '2026年12月1日 08:00',
          time3: '2026年12月1日 17:00',
          thing4: '线路检修',
        },
        audience: { of: 'areas', areaIds: ['binjiang', 'yinghu'], followed: true },
        link: `/pages/outages?id=${outage.id}`,
        lane: 'bulk',
        confirmation: 'automatic',
        title: '计划停电 滨江新村、映湖小区 12月1日',
        about: `outage#${outage.id}`,
        by,
      },
    ]);
  });

  it('twice is one outage and one notice, and the answer is the same', async () => {
    const externalId = aNumber();
    const first = await announce({ externalId });
    world.clock.now += hour;
    const second = await announce({ externalId });
    const third = await world.service.announce(anAnnouncement({ externalId }), 'schedule:fetch-outages', 'other');
    expect([second.outage, second.noticeId]).toEqual([first.outage, first.noticeId]);
    expect(third.noticeId).toBe(first.noticeId);
    expect(world.notices()).toHaveLength(1);
  });

  it('without a number is known by its maker and key', async () => {
    const of = (maker: string, key: string) => world.service.announce(anAnnouncement(), maker, key);
    const ids = await Promise.all([of(by, 'a'), of(by, 'a'), of(by, 'b'), of('staff:li', 'a')]);
    expect(new Set(ids.map(({ outage }) => outage.id)).size).toBe(3);
  });

  it('that died before its notice was made gets it when it is repeated', async () => {
    const externalId = aNumber();
    const draft = world.engine.draft;
    world.engine.draft = () => Promise.reject(new Error('killed'));
    await expect(announce({ externalId })).rejects.toThrow('killed');
    world.engine.draft = draft;
    await announce({ externalId });
    await announce({ externalId });
    expect(world.notices()).toHaveLength(1);
  });

  it('of a number that stands for something else is refused', async () => {
    const externalId = aNumber();
    await announce({ externalId });
    await expect(announce({ externalId, reason: '换变压器' })).rejects.toEqual(fault('externalId', 'id_reused'));
  });

  it.each([
    [{ areas: ['binjiang', 'nowhere'] }, 'areas.1', 'unknown_area'],
    [{ to: '2026-12-01T08:00:00+08:00' }, 'to', 'end_before_start'],
    [{ from: '2026-11-21T08:00:00+08:00', to: '2026-11-22T12:00:00+08:00' }, 'to', 'already_over'],
    [{ announceAt: '2026-12-01T17:00:00+08:00' }, 'announceAt', 'too_late'],
    [{ supply: 'water' as const }, 'supply', 'unknown_supply'],
    [{ areas: ['chengzhong', 'nanhu'] }, 'areas', 'too_wide'],
    [{ areas: ['chengzhong', 'nanhu-1'] }, 'areas', 'too_wide'],
  ])('%j is refused by field', async (changes, field, code) => {
    await expect(announce(changes)).rejects.toEqual(fault(field, code));
    expect(world.notices()).toEqual([]);
  });

  it('names all that is wrong at once', async () => {
    const wrong = announce({ areas: ['x', 'y'], supply: 'gas' });
    await expect(wrong).rejects.toMatchObject({
      fields: [{ field: 'areas.0' }, { field: 'areas.1' }, { field: 'supply' }],
    });
  });

  it('warns when it comes later than the rules want, and goes out all the same', async () => {
    const late = await announce({ from: '2026-11-25T18:00:00+08:00', to: '2026-11-25T20:00:00+08:00' });
    expect(late.warnings).toEqual([
      { code: 'lead_time', message: expect.stringContaining('提前7天通知，这次只提前了3天6小时') },
    ]);
    const short = { from: '2026-11-23T08:00:00+08:00', to: '2026-11-23T20:00:00+08:00' };
    expect((await announce({ kind: 'temporary', ...short })).warnings).toHaveLength(1);
    expect((await announce({ kind: 'fault', ...short })).warnings).toEqual([]);
    expect((await announce({ announceAt: '2026-11-30T08:00:00+08:00' })).warnings).toHaveLength(1);
  });

  it('is urgent when something broke, or is near', async () => {
    const soon = { from: '2026-11-22T18:00:00+08:00', to: '2026-11-22T20:00:00+08:00' };
    await announce({ kind: 'fault' });
    await announce({ kind: 'temporary', ...soon });
    await announce({ kind: 'planned', ...soon });
    await announce({ kind: 'temporary' });
    expect(world.notices().map(({ lane }) => lane)).toEqual(['urgent', 'urgent', 'bulk', 'bulk']);
  });

  it('of staff waits for their confirmation, and may have an hour', async () => {
    await world.service.announce(anAnnouncement({ announceAt: '2026-11-23T09:00:00+08:00' }), 'staff:li', 'form-1');
    expect(world.notices()).toMatchObject([
      { confirmation: 'by-staff', releaseAt: Date.parse('2026-11-23T09:00:00+08:00'), by: 'staff:li' },
    ]);
  });

  it('can be examined before: what it will say, and what is doubtful; nothing is stored', async () => {
    const examined = await world.service.examine(anAnnouncement({ from: '2026-11-25T18:00:00+08:00' }));
    expect(examined).toMatchObject({
      areaNames: ['滨江新村'],
      preview: { title: '计划停电通知' },
      warnings: [{ code: 'lead_time' }],
    });
    await expect(world.service.examine(anAnnouncement({ areas: ['x'] }))).rejects.toEqual(
      fault('areas.0', 'unknown_area'),
    );
    expect(world.notices()).toEqual([]);
  });

  it('is refused where the profile has no outages, or its words don’t fit the template', async () => {
    const { outages, ...profile } = power.profile;
    world = anOutageWorld(table, { ...power, profile });
    await expect(announce()).rejects.toMatchObject({ code: 'no_outages', kind: 'reject' });
    const templates = {
      ...power.profile.templates,
      'outage-planned': { ...power.profile.templates['outage-planned'], values: {} },
    };
    world = anOutageWorld(table, withProfile(power, { templates } as Partial<typeof power.profile>));
    await expect(announce()).rejects.toMatchObject({
      code: 'missing',
      fields: [{ field: 'notice.thing1' }, {}, {}, {}],
    });
    expect(outages?.changed).toBe('outage-changed');
  });

  it('leads to itself from its areas and all above them', async () => {
    const { outage } = await announce({ areas: ['binjiang-1'] });
    const named = async (areaId: string) => (await leadsTo(areaId, outage.id)).map((item) => item['named']);
    expect(await named('binjiang-1')).toEqual([true]);
    for (const above of ['binjiang', 'renmin', 'chengzhong', 'line-8']) expect(await named(above)).toEqual([false]);
    expect(await named('yinghu')).toEqual([]);
  });

  it('leads to itself from the community that its line crosses, and all above that', async () => {
    const { outage } = await announce({ areas: ['line-8'] });
    const named = async (areaId: string) => (await leadsTo(areaId, outage.id)).map((item) => item['named']);
    for (const touched of ['binjiang', 'renmin', 'chengzhong']) expect(await named(touched)).toEqual([false]);
    for (const other of ['binjiang-1', 'yinghu', 'nanhu']) expect(await named(other)).toEqual([]);
  });
});

describe('a change of an outage', () => {
  it('whose notice has gone out is told to the same people', async () => {
    const { outage, noticeId } = await announce();
    world.move('sent');
    const { outage: later, noticeId: followUp } = await change(outage.id, { delayTo: '2026-12-01T20:00:00+08:00' });
    expect(later).toMatchObject({ state: 'delayed', to: Date.parse('2026-12-01T20:00:00+08:00'), version: 2 });
    expect(world.notices().at(-1)).toMatchObject({
      id: followUp,
      template: 'outage-changed',
      audience: { of: 'notice', noticeId, which: 'all' },
      fields: { phrase2: '延迟送电', time4: '2026年12月1日 20:00' },
      title: '延迟送电：计划停电 滨江新村 12月1日',
    });
    expect(world.notices()).toHaveLength(2);
    expect((await world.service.get(outage.id))?.notices.map(({ id }) => id)).toEqual([noticeId, followUp]);
  });

  it.each([
    [{ from: '2026-12-01T09:00:00+08:00' }, 'outage-changed', { phrase2: '时间变更', time3: '2026年12月1日 09:00' }],
    [{ to: '2026-12-01T15:00:00+08:00' }, 'outage-changed', { phrase2: '时间变更', time4: '2026年12月1日 15:00' }],
    [{ cancel: true as const }, 'outage-changed', { phrase2: '取消停电' }],
  ])('%j says what changed', async (input, template, fields) => {
    const { outage } = await announce();
    world.move('sending');
    await change(outage.id, input);
    expect(world.notices().at(-1)).toMatchObject({ template, fields, lane: 'bulk' });
  });

  it('that it is over says since when, and wakes nobody', async () => {
    const { outage } = await announce({ kind: 'fault', from: '2026-11-22T11:00:00+08:00' });
    world.move('sent');
    world.clock.now += 2 * hour;
    const { outage: over } = await change(outage.id, { restoredAt: '2026-11-22T13:30:00+08:00' });
    expect(over.state).toBe('restored');
    expect(world.notices().at(-1)).toMatchObject({
      template: 'outage-restored',
      fields: { thing1: '滨江新村', time2: '2026年11月22日 13:30' },
      lane: 'bulk',
    });
  });

  it('before anything went out takes the announcement back and makes a new one', async () => {
    const { outage, noticeId } = await announce();
    world.move('scheduled');
    const { noticeId: again } = await change(outage.id, {
      from: '2026-12-02T08:00:00+08:00',
      to: '2026-12-02T17:00:00+08:00',
    });
    expect(world.notices()).toMatchObject([
      { id: noticeId, state: 'cancelled' },
      { id: again, template: 'outage-planned', audience: { of: 'areas' }, fields: { time2: '2026年12月2日 08:00' } },
    ]);
    world.move('sent');
    await change(outage.id, { cancel: true });
    expect(world.notices().at(-1)).toMatchObject({ audience: { of: 'notice', noticeId: again } });
  });

  it('names all notices before it, so that those still going out stop', async () => {
    const { outage, noticeId } = await announce();
    world.move('sending');
    const { noticeId: second } = await change(outage.id, { to: '2026-12-01T15:00:00+08:00' });
    world.move('sending');
    await change(outage.id, { cancel: true });
    const { replaces } = world.notices().at(-1) ?? {};
    expect(replaces).toEqual(expect.arrayContaining([noticeId, second]));
  });

  it('whose area has left the tree is refused while nothing went out, and what waits stays', async () => {
    const { outage, noticeId = '' } = await announce();
    const fewer = someAreas.filter(({ id }) => id !== 'binjiang');
    const later = anOutageWorld(table, power, fewer);
    const ports = { ...later, outages: later.store, notices: world.engine, organisation: power, now: () => noon };
    const input = { to: '2026-12-01T18:00:00+08:00' };
    await expect(createOutages(ports).change(outage.id, input, by, 'later')).rejects.toEqual(
      fault('areas.0', 'unknown_area'),
    );
    expect(await world.engine.get(noticeId)).toMatchObject({ state: 'freezing' });
    world.move('sent');
    await createOutages(ports).change(outage.id, input, by, 'later');
    expect(world.notices().at(-1)).toMatchObject({ audience: { of: 'notice', noticeId } });
  });

  it('helps until the outage is over; of a fault nobody knows when that is', async () => {
    await announce();
    expect(world.notices().at(-1)?.until).toBe(Date.parse('2026-12-01T17:00:00+08:00'));
    await announce({ kind: 'fault', from: '2026-11-22T11:00:00+08:00' });
    expect(world.notices().at(-1)).not.toHaveProperty('until');
  });

  it('that ends it before anything went out tells nobody', async () => {
    const { outage } = await announce();
    world.move('held');
    const { noticeId } = await change(outage.id, { cancel: true });
    expect(noticeId).toBeUndefined();
    expect(world.notices()).toMatchObject([{ state: 'cancelled' }]);
  });

  it('takes the place of a follow-up that still waits', async () => {
    const { outage, noticeId } = await announce();
    world.move('sent');
    await change(outage.id, { to: '2026-12-01T15:00:00+08:00' });
    await change(outage.id, { cancel: true });
    expect(world.notices()).toMatchObject([
      { state: 'sent' },
      { state: 'cancelled' },
      { state: 'freezing', fields: { phrase2: '取消停电' }, audience: { noticeId } },
    ]);
  });

  it('of reason or progress alone is shown, not told', async () => {
    const { outage } = await announce();
    world.move('sent');
    await change(outage.id, { progress: '抢修人员已到现场' });
    await change(outage.id, { progress: '抢修人员已到现场' });
    const { outage: later } = await change(outage.id, { reason: '更换变压器' });
    expect(later).toMatchObject({ reason: '更换变压器', progress: [{ at: noon, text: '抢修人员已到现场' }] });
    expect(world.notices()).toHaveLength(1);
  });

  it('twice under one key is one, also when it died before its notice', async () => {
    const { outage } = await announce();
    world.move('sent');
    const draft = world.engine.draft;
    world.engine.draft = () => Promise.reject(new Error('killed'));
    await expect(change(outage.id, { cancel: true }, 'same')).rejects.toThrow('killed');
    world.engine.draft = draft;
    const again = await change(outage.id, { cancel: true }, 'same');
    const third = await change(outage.id, { cancel: true }, 'same');
    expect(again.noticeId).toBe(third.noticeId);
    expect(world.notices()).toHaveLength(2);
    expect((await world.service.get(outage.id))?.version).toBe(2);
  });

  it('that a later one overtook takes its own notice back', async () => {
    const { outage } = await announce();
    world.move('sent');
    const draft = world.engine.draft;
    world.engine.draft = async (made) => {
      world.engine.draft = draft;
      await change(outage.id, { cancel: true });
      return draft(made);
    };
    await change(outage.id, { to: '2026-12-01T15:00:00+08:00' });
    const left = world.notices().filter(({ state }) => state !== 'cancelled');
    expect(left.map(({ fields }) => fields['phrase2'])).toEqual([undefined, '取消停电']);
  });

  it('by two at once keeps both', async () => {
    const { outage } = await announce();
    await Promise.all([change(outage.id, { reason: '换线' }), change(outage.id, { progress: '准备中' })]);
    expect(await world.service.get(outage.id)).toMatchObject({
      reason: '换线',
      progress: [{ text: '准备中' }],
      version: 3,
    });
  });

  it('moves what leads to it', async () => {
    const { outage } = await announce();
    await change(outage.id, { to: '2026-12-01T19:00:00+08:00' });
    for (const areaId of ['binjiang', 'renmin', 'chengzhong']) {
      const [lead, ...others] = await leadsTo(areaId, outage.id);
      expect(String(lead?.['sk'])).toContain('2026-12-01T11:00:00.000Z');
      expect(others).toEqual([]);
    }
  });

  it.each([
    [{ to: '2026-12-01T07:00:00+08:00' }, 'to', 'end_before_start'],
    [{ from: '2026-12-01T18:00:00+08:00' }, 'from', 'end_before_start'],
    [{ delayTo: '2026-12-01T16:00:00+08:00' }, 'delayTo', 'not_later'],
    [{ restoredAt: '2026-11-22T13:00:00+08:00' }, 'restoredAt', 'in_the_future'],
    [{ restoredAt: '2026-11-22T11:00:00+08:00' }, 'restoredAt', 'before_start'],
  ])('%j is refused by field', async (input, field, code) => {
    const { outage } = await announce();
    await expect(change(outage.id, input)).rejects.toMatchObject({
      kind: 'reject',
      fields: expect.arrayContaining([expect.objectContaining({ field, code })]),
    });
  });

  it('is refused once it is over, begun, or unknown', async () => {
    const { outage } = await announce();
    world.clock.now = Date.parse('2026-12-01T10:00:00+08:00');
    await expect(change(outage.id, { from: '2026-12-01T11:00:00+08:00' })).rejects.toEqual(
      fault('from', 'already_begun'),
    );
    await expect(change(outage.id, { to: '2026-12-01T09:00:00+08:00' })).rejects.toEqual(fault('to', 'already_over'));
    await change(outage.id, { cancel: true });
    await expect(change(outage.id, { cancel: true })).rejects.toEqual(fault('id', 'over'));
    await expect(change('nothing', { cancel: true })).rejects.toMatchObject({ code: 'unknown_outage' });
  });
});

describe('outages of a campus', () => {
  it('are of water too, in the building’s own words', async () => {
    world = anOutageWorld(table, campus);
    const { outage } = await announce({ supply: 'water', reason: '水管检修' });
    expect(world.notices()).toMatchObject([
      { template: 'building-notice', fields: { phrase2: '计划停水', thing5: '水管检修' } },
    ]);
    world.move('sent');
    world.clock.now = Date.parse('2026-12-01T12:00:00+08:00');
    await change(outage.id, { restoredAt: '2026-12-01T12:00:00+08:00' });
    expect(world.notices().at(-1)).toMatchObject({
      template: 'building-restored',
      fields: { phrase2: '恢复供水', time3: '2026年12月1日 12:00' },
    });
  });
});

describe('the list of a month', () => {
  it('has the newest first', async () => {
    const later = await announce({ from: '2027-05-02T08:00:00+08:00', to: '2027-05-02T09:00:00+08:00' });
    const earlier = await announce({ from: '2027-05-01T12:00:00+08:00', to: '2027-05-01T13:00:00+08:00' });
    expect((await world.service.list('2027-05')).map(({ id }) => id)).toEqual([later.outage.id, earlier.outage.id]);
  });
});
