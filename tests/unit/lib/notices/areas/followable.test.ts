import { describe, expect, it } from 'vitest';
import { isFollowable, partlyCovered } from '../../../../../lib/notices/areas/followable.ts';
import { type Area, type AreaKind, areaKinds } from '../../../../../lib/notices/areas/model.ts';

const areas: Record<string, Area> = Object.fromEntries(
  (
    [
      ['district', 'district'],
      ['street', 'street', 'district'],
      ['community', 'community', 'street'],
      ['line', 'line', 'district'],
      ['transformer', 'transformer-area', 'line', 'community'],
      ['building', 'building', 'community'],
      ['room', 'room', 'building', 'transformer'],
    ] as [string, AreaKind, ...string[]][]
  ).map(([id, kind, ...parents]) => [id, { id, kind, name: id, parents }]),
);
const partly = async (...ids: string[]) => (await partlyCovered({ get: async (id) => areas[id] }, ids)).sort();

describe('an area that anybody may follow', () => {
  it('is any but a building or a room, where single households live', () => {
    const not = areaKinds.filter((kind) => !isFollowable({ kind }));
    expect(not).toEqual(['building', 'room']);
  });
});

describe('areas that are covered in part', () => {
  it('are those above, along every parent, without those that are covered wholly', async () => {
    expect(await partly('line', 'transformer')).toEqual(['community', 'district', 'street']);
    expect(await partly('community', 'transformer', 'building', 'room')).toEqual(['district', 'line', 'street']);
    expect(await partly('district')).toEqual([]);
  });

  it('are none where only buildings and rooms are cut off', async () => {
    expect(await partly('building', 'room')).toEqual([]);
  });

  it('are not looked for beyond an area that has left the tree', async () => {
    expect(await partly('gone')).toEqual([]);
  });
});
