import { beforeEach, describe, expect, it } from 'vitest';
import { remindOfOutages } from '../../../../../lib/services/outages/reminding.ts';
import { aLog } from '../../../../support/log.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { anAnnouncement, anOutageWorld } from './outage-world.ts';

const table = useTable();
const power = await anOrganisation('power');
const at = (time: string) => Date.parse(`2026-${time}:00+08:00`);
let world: ReturnType<typeof anOutageWorld>;
let numbers = 0;

beforeEach(() => {
  world = anOutageWorld(table, power);
});

const ports = () => ({
  ...{ outages: world.store, notices: world.engine, organisation: power },
  ...{ now: () => world.clock.now, log: aLog().log },
});
/** An outage of 1 December, whose announcement went out at the clock's time. */
const announced = async (changes: Parameters<typeof anAnnouncement>[0] = {}) => {
  const input = anAnnouncement({ externalId: `reminded-${++numbers}`, ...changes });
  const { outage, noticeId = '' } = await world.service.announce(input, 'open:dispatch', 'key');
  world.move('sent', world.clock.now);
  return { id: outage.id, noticeId };
};
const run = async (time: string) => {
  world.clock.now = at(time);
  await remindOfOutages(ports());
};
const remindersOf = (id: string) =>
  world.notices().filter(({ about, title }) => about === `outage#${id}` && title.startsWith('提前一天提醒：'));

describe('the day before a planned outage', () => {
  it('the same people are told again, once however often it runs', async () => {
    const { id, noticeId } = await announced();
    await run('11-29T09:00');
    expect(remindersOf(id)).toEqual([]);
    await Promise.all([run('11-30T09:00'), run('11-30T09:00')]);
    await run('11-30T09:15');
    expect(remindersOf(id)).toMatchObject([
      {
        template: 'outage-planned',
        audience: { of: 'notice', noticeId, which: 'all' },
        title: '提前一天提醒：计划停电 滨江新村 12月1日',
        ...{ confirmation: 'automatic', lane: 'bulk', warnings: [], by: 'schedule:remind' },
      },
    ]);
    await run('12-01T09:00');
    expect(remindersOf(id)).toHaveLength(1);
  });

  it('nobody is told again of another kind, of one that was called off, or that they heard of since yesterday', async () => {
    const temporary = await announced({ kind: 'temporary' });
    const off = await announced();
    await world.service.change(off.id, { cancel: true }, 'open:dispatch', 'off');
    world.clock.now = at('11-29T15:00');
    const late = await announced();
    await run('11-30T09:00');
    for (const { id } of [temporary, off, late]) expect(remindersOf(id)).toEqual([]);
  });

  it('a change takes back a reminder that waits, and the new day has one of its own', async () => {
    const { id, noticeId } = await announced();
    await run('11-30T09:00');
    const later = { from: '2026-12-03T08:00:00+08:00', to: '2026-12-03T17:00:00+08:00' };
    await world.service.change(id, later, 'open:dispatch', 'later');
    expect(remindersOf(id).map(({ state }) => state)).toEqual(['cancelled']);
    world.move('sent', world.clock.now);
    await run('12-02T10:00');
    const [, second] = remindersOf(id);
    expect(second).toMatchObject({ audience: { noticeId }, fields: { time2: '2026年12月3日 08:00' } });
  });

  it('goes on after it died between writing it down and making the notice', async () => {
    const { id } = await announced();
    const { engine } = world;
    const dying = { ...ports(), notices: { ...engine, draft: () => Promise.reject(new Error('killed')) } };
    world.clock.now = at('11-30T09:00');
    await remindOfOutages(dying);
    expect(remindersOf(id)).toEqual([]);
    await run('11-30T09:15');
    expect(remindersOf(id)).toHaveLength(1);
  });

  it('an organisation without outages has none', async () => {
    const bank = await anOrganisation('bank');
    await remindOfOutages({ ...ports(), organisation: bank });
    expect(world.notices()).toEqual([]);
  });
});
