import { describe, expect, it } from 'vitest';
import { writeAreas } from '../../../../../infra/import/areas/write-areas.ts';
import type { Area } from '../../../../../lib/notices/areas/model.ts';
import { createAreas } from '../../../../../lib/notices/areas/store.ts';
import type { Table } from '../../../../../lib/platform/table.ts';
import { aClock } from '../../../../support/clock.ts';
import { useTable } from '../../../../support/table.ts';

const table = useTable();
const clock = aClock();
const anArea = (id: string, ...parents: string[]): Area => ({ id, kind: 'district', name: id, parents });
const aTree = [
  anArea('north'),
  anArea('south'),
  anArea('line-2', 'south'),
  anArea('line-10', 'south'),
  anArea('village', 'south'),
  anArea('transformer', 'line-2', 'village'),
  anArea('house', 'transformer'),
];
const areas = async () => {
  await writeAreas(table, aTree);
  return createAreas({ table, now: clock });
};
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);

describe('areas', () => {
  it('below one come by name, as people count', async () => {
    expect(idsOf(await (await areas()).children('south'))).toEqual(['line-2', 'line-10', 'village']);
    expect(idsOf(await (await areas()).children('root'))).toEqual(['north', 'south']);
    expect(await (await areas()).children('house')).toEqual([]);
  });

  it('above one come once each, the nearest first', async () => {
    expect(idsOf(await (await areas()).ancestors('house'))).toEqual(['transformer', 'line-2', 'village', 'south']);
    expect(await (await areas()).ancestors('nowhere')).toEqual([]);
  });

  it('and all below them come once each, over whichever way', async () => {
    expect((await (await areas()).descendants(['line-2', 'village', 'transformer'])).sort()).toEqual([
      ...['house', 'line-2', 'transformer', 'village'],
    ]);
    expect(await (await areas()).descendants(['line-10'])).toEqual(['line-10']);
  });

  it('that are not there are refused by name, the root too', async () => {
    const store = await areas();
    for (const ids of [['south', 'west'], ['root'], ['']]) {
      await expect(store.descendants(ids)).rejects.toMatchObject({ code: 'unknown_area', kind: 'reject' });
      await expect(store.coverEverything(ids)).rejects.toMatchObject({ code: 'unknown_area', kind: 'reject' });
    }
    await expect(store.descendants(['south', 'west', 'east'])).rejects.toThrow('no such area: west, east');
  });

  it('are known to be all there is, named at the top or part by part', async () => {
    const store = await areas();
    expect(await store.coverEverything(['north', 'south'])).toBe(true);
    expect(await store.coverEverything(['north', 'line-2', 'line-10', 'village'])).toBe(true);
    expect(await store.coverEverything(['north', 'line-2', 'village'])).toBe(false);
    expect(await store.coverEverything(['south'])).toBe(false);
  });

  it('are kept for a minute, and then read anew', async () => {
    let calls = 0;
    const send = ((command: never) => {
      calls += 1;
      return table.client.send(command);
    }) as Table['client']['send'];
    await writeAreas(table, aTree);
    const counted = { client: Object.assign(Object.create(table.client), { send }), name: table.name } as Table;
    const store = createAreas({ table: counted, now: clock });
    for (let time = 0; time < 3; time += 1) await store.get('south');
    expect(calls).toBe(1);
    await writeAreas(table, [anArea('north')]);
    clock.advance(60_001);
    expect(await store.get('south')).toBeUndefined();
  });
});
