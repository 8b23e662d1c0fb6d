import { beforeEach, describe, expect, it } from 'vitest';
import type { Outage as Fetched } from '../../../../../lib/backend/kinds/outage.ts';
import { fetchOutages } from '../../../../../lib/services/outages/fetch.ts';
import { outageIdOf } from '../../../../../lib/services/outages/reading.ts';
import { aLog } from '../../../../support/log.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { anOutageWorld, noon } from './outage-world.ts';

const table = useTable();
const power = await anOrganisation('power');
let world: ReturnType<typeof anOutageWorld>;
let records: Fetched[];
let asked: unknown[];
let numbers = 0;
const { log, lines } = aLog();

beforeEach(() => {
  world = anOutageWorld(table, power);
  records = [];
  asked = [];
});

const aRecord = (changes: Partial<Fetched> = {}): Fetched => ({
  outageNumber: `TD-F${++numbers}`,
  updatedAt: '2026-11-22T11:58:00+08:00',
  kind: 'planned',
  areas: [{ id: 'binjiang' }],
  reason: '线路检修',
  from: '2026-12-01T08:00:00+08:00',
  to: '2026-12-01T17:00:00+08:00',
  status: 'announced',
  ...changes,
});
const fetch = () => {
  const backend = {
    records: async (...asking: unknown[]) => {
      asked.push(asking);
      return records as never;
    },
  };
  return fetchOutages({ backend, outages: world.service, now: () => world.clock.now, log });
};
const stored = (record: Fetched) => world.service.get(outageIdOf(record.outageNumber));

describe('fetching outages', () => {
  it('announces what is new, once, however often it runs', async () => {
    const record = aRecord();
    records = [record];
    expect(await fetch()).toEqual({ announced: 1, changed: 0, refused: 0 });
    expect(await fetch()).toEqual({ announced: 0, changed: 0, refused: 0 });
    expect(world.notices()).toMatchObject([{ by: 'schedule:fetch-outages', confirmation: 'automatic' }]);
    expect(await stored(record)).toMatchObject({ externalId: record.outageNumber, supply: 'power' });
    expect(asked[0]).toEqual(['outage', 'all', { from: '2026-11-19T12:00:00+08:00', oldestFirst: true }]);
  });

  it('brings changes, once each', async () => {
    const record = aRecord();
    records = [record];
    await fetch();
    world.move('sent');
    world.clock.now = noon + 600_000;
    records = [
      { ...record, updatedAt: '2026-11-22T12:08:00+08:00', to: '2026-12-01T18:00:00+08:00', progress: '备料' },
    ];
    expect(await fetch()).toEqual({ announced: 0, changed: 1, refused: 0 });
    await fetch();
    expect(world.notices()).toHaveLength(2);
    records = [{ ...record, updatedAt: '2026-11-22T12:09:00+08:00', status: 'cancelled' }];
    await fetch();
    await fetch();
    expect(world.notices().map(({ fields }) => fields['phrase2'])).toEqual([undefined, '时间变更', '取消停电']);
    expect((await stored(record))?.state).toBe('cancelled');
  });

  it('brings the new end of one that has begun, whatever its record says of the beginning', async () => {
    const record = aRecord();
    records = [record];
    await fetch();
    world.clock.now = Date.parse('2026-12-01T09:00:00+08:00');
    const to = '2026-12-01T20:00:00+08:00';
    records = [{ ...record, updatedAt: '2026-12-01T09:00:00+08:00', from: '2026-12-01T08:30:00+08:00', to }];
    await fetch();
    expect((await stored(record))?.to).toBe(Date.parse(to));
  });

  it('brings two changes under one time stamp', async () => {
    const record = aRecord();
    records = [record];
    await fetch();
    world.move('sent');
    const updatedAt = '2026-11-22T12:08:00+08:00';
    records = [{ ...record, updatedAt, to: '2026-12-01T18:00:00+08:00' }];
    await fetch();
    records = [{ ...record, updatedAt, status: 'cancelled' }];
    await fetch();
    expect((await stored(record))?.state).toBe('cancelled');
  });

  it('makes the notice that a run which died left unmade', async () => {
    records = [aRecord()];
    const draft = world.engine.draft;
    world.engine.draft = () => Promise.reject(new Error('killed'));
    await expect(fetch()).rejects.toThrow('killed');
    world.engine.draft = draft;
    await fetch();
    expect(world.notices()).toHaveLength(1);
  });

  it('leaves out what was over or called off before it was ever announced', async () => {
    records = [
      aRecord({ status: 'cancelled' }),
      aRecord({ status: 'restored', restoredAt: '2026-11-22T11:00:00+08:00' }),
      aRecord({ from: '2026-11-22T08:00:00+08:00', to: '2026-11-22T09:00:00+08:00' }),
    ];
    expect(await fetch()).toEqual({ announced: 0, changed: 0, refused: 0 });
  });

  it('goes on after one that can’t be announced, and says which', async () => {
    const wrong = aRecord({ areas: [{ id: 'nowhere' }] });
    records = [wrong, aRecord()];
    expect(await fetch()).toEqual({ announced: 1, changed: 0, refused: 1 });
    expect(lines.join('\n')).toContain(wrong.outageNumber);
  });
});
