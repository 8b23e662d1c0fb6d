import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { areaCsvLines, outlinesJson } from '../../../../infra/demo-data/areas/files.ts';
import { importDemoData } from '../../../../infra/demo-data/import.ts';
import { demoAreas, demoRows } from '../../../../infra/demo-data/sets.ts';
import { type AreaImport, importAreas } from '../../../../infra/import/areas/import-areas.ts';
import { createAreas } from '../../../../lib/notices/areas/store.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { itemsOf, useTable } from '../../../support/table.ts';
import { aCipher, today } from '../../lib/backend/systems.ts';
import { useFolder } from './files.ts';

const table = useTable();
const folder = useFolder();
const areasNow = () => createAreas({ table, now: Date.now });
let count = 0;

const take = async (kind: AreaImport, content: string | Uint8Array, into: Table = table) => {
  const file = await folder.write(`${kind}-${count++}`, content);
  return importAreas({ kind, file, table: into, now: () => 0 });
};
const areasOf = (...lines: string[]) => take('areas', ['id,kind,name,parents', ...lines, ''].join('\n'));
const faultsOf = async (outcome: ReturnType<typeof take>) => {
  const result = await outcome;
  return result.kind === 'refused' ? result.first.map(({ line, field, reason }) => `${line} ${field}: ${reason}`) : [];
};

const aSquare = (west: number, south: number, side: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});
const feature = (id: unknown, geometry: unknown) => ({ type: 'Feature', properties: { id }, geometry });
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

const aTree = [
  'nanhu,district,南湖区,',
  'nanhu-street,street,学院街道,nanhu',
  'nanhu-3,line,南湖3线,nanhu',
  'nanhu-3-2,transformer-area,学院台区,nanhu-3;nanhu-street',
];

describe('an area file', () => {
  it('becomes the tree, in which a transformer area hangs on a line and lies in a street', async () => {
    expect(await areasOf(...aTree)).toMatchObject({ kind: 'imported', rows: 4, again: false });
    expect(await areasNow().get('nanhu-3-2')).toEqual({
      ...{ id: 'nanhu-3-2', kind: 'transformer-area', name: '学院台区' },
      parents: ['nanhu-3', 'nanhu-street'],
    });
    expect((await areasNow().descendants(['nanhu'])).sort()).toEqual(['nanhu', 'nanhu-3', 'nanhu-3-2', 'nanhu-street']);
  });

  it('imported again changes nothing', async () => {
    await areasOf(...aTree);
    expect(await areasOf(...aTree)).toMatchObject({ kind: 'imported', again: true });
    expect(await areasNow().children('root')).toEqual([{ id: 'nanhu', kind: 'district', name: '南湖区', inner: true }]);
  });

  it('takes the place of the one before: nothing of it stays', async () => {
    await areasOf(...aTree);
    await take('outlines', collection(feature('nanhu-3', aSquare(120.1, 30.2, 0.05))));
    await areasOf('nanhu,district,南湖新区,', 'nanhu-street,street,学院街道,');
    expect(await areasNow().get('nanhu')).toMatchObject({ name: '南湖新区' });
    expect((await areasNow().children('root')).map(({ id, inner }) => [id, inner])).toEqual([
      ['nanhu', false],
      ['nanhu-street', false],
    ]);
    for (const id of ['nanhu-3', 'nanhu-3-2']) expect(await itemsOf(table, `area#${id}`)).toEqual([]);
    expect(await areasNow().containing({ latitude: 30.22, longitude: 120.12 })).toEqual([]);
  });

  it('may have Chinese headers and kinds, as a spreadsheet has', async () => {
    await take('areas', '编号,类型,名称,上级\ncz,区县,城中区,\ncz-1,社区,和平社区,cz\n');
    expect(await areasNow().get('cz-1')).toMatchObject({ kind: 'community', name: '和平社区', parents: ['cz'] });
  });

  it.each([
    ['a parent that is not there', ['a,district,甲,', 'b,street,乙,c'], '3 parents: there is no area c'],
    ['itself as parent', ['a,district,甲,a'], "2 parents: an area can't lie in itself"],
    ['a parent twice', ['a,district,甲,', 'b,street,乙,a;a'], '3 parents: a stands twice'],
    ['an id twice', ['a,district,甲,', 'a,street,乙,'], '3 id: stands on line 2 already'],
    ['an id of another shape', ['甲区,district,甲,'], '2 id: must be 1 to 60 small letters, digits and hyphens'],
    ['the root as a node', ['root,district,甲,'], '2 id: root is what stands above all areas'],
    ['no name', ['a,district,,'], '2 name: must have 1 to 60 characters'],
    ['a kind that there is not', ['a,town,甲,'], '2 kind: must be one of district'],
    ['a line that is too short', ['a,district,甲'], '2 : has 3 values for 4 columns'],
  ])('with %s is refused by line and column', async (_name, lines, fault) => {
    expect((await faultsOf(areasOf(...lines))).join()).toContain(fault);
  });

  it('that goes round in a circle is refused, with every line of it, and the old tree stays', async () => {
    await areasOf(...aTree);
    const faults = await faultsOf(areasOf('a,district,甲,c', 'b,street,乙,a', 'c,line,丙,b', 'd,district,丁,'));
    expect(faults.map((fault) => fault.slice(0, 9))).toEqual(['2 parents', '3 parents', '4 parents']);
    expect(await areasNow().get('nanhu')).toBeDefined();
  });

  it.each([
    ['columns that are no columns', 'id,kind,name,parent\n', 'unknown columns parent'],
    ['a missing column', 'id,kind,name\n', 'parents are missing'],
    ['no rows', 'id,kind,name,parents\n', 'no rows'],
    ['an open quotation mark', 'id,kind,name,parents\na,district,"甲,\n', 'quotation mark'],
  ])('with %s is refused', async (_name, content, fault) => {
    expect((await faultsOf(take('areas', content))).join()).toContain(fault);
  });

  it('is finished by the next import where one broke off at any write', async () => {
    await areasOf(...aTree);
    const after = ['nanhu-street,street,学院街道,', 'x,line,新线,nanhu-street', 'y,transformer-area,新台区,x'];
    for (let at = 1; at <= 12; at += 1) {
      await areasOf(...aTree);
      let calls = 0;
      const send = ((command: never) => {
        calls += (command as object).constructor.name === 'BatchWriteCommand' ? 1 : 0;
        return calls === at ? Promise.reject(new Error('killed')) : table.client.send(command);
      }) as Table['client']['send'];
      const dying = { client: Object.assign(Object.create(table.client), { send }), name: table.name } as Table;
      await take('areas', ['id,kind,name,parents', ...after].join('\n'), dying).catch(() => undefined);
      await areasOf(...after);
      expect((await areasNow().descendants(['nanhu-street'])).sort(), `died at write ${at}`).toEqual([
        'nanhu-street',
        'x',
        'y',
      ]);
      for (const id of ['nanhu', 'nanhu-3', 'nanhu-3-2']) expect(await itemsOf(table, `area#${id}`)).toEqual([]);
    }
  });
});

describe('an outline file', () => {
  it('says where areas lie, and takes the place of the one before', async () => {
    await areasOf(...aTree);
    const both = [feature('nanhu', aSquare(120.1, 30.2, 0.2)), feature('nanhu-3', aSquare(120.15, 30.25, 0.01))];
    expect(await take('outlines', collection(...both))).toMatchObject({ kind: 'imported', rows: 2 });
    const inside = { latitude: 30.255, longitude: 120.155 };
    expect((await areasNow().containing(inside)).map(({ id }) => id)).toEqual(['nanhu-3', 'nanhu']);
    await take('outlines', collection(feature('nanhu-3', aSquare(120.3, 30.25, 0.01))));
    expect(await areasNow().containing(inside)).toEqual([]);
    expect((await areasNow().containing({ latitude: 30.255, longitude: 120.305 })).map(({ id }) => id)).toEqual([
      'nanhu-3',
    ]);
  });

  it.each([
    [
      'an area that is not there',
      feature('west', aSquare(120, 30, 1)),
      'features[0].properties.id: there is no area west',
    ],
    ['no id', feature(7, aSquare(120, 30, 1)), 'features[0].properties.id: must be the id of an area'],
    ['a point', feature('nanhu', { type: 'Point', coordinates: [120, 30] }), 'geometry: must be a Polygon'],
    ['latitude and longitude swapped', feature('nanhu', aSquare(30, 120, 1)), 'geometry: positions must be [longitude'],
    [
      'a ring that is not closed',
      feature('nanhu', { type: 'Polygon', coordinates: [aSquare(120, 30, 1).coordinates[0]?.slice(0, 4)] }),
      'geometry: a ring must end where it begins',
    ],
    ['no rings', feature('nanhu', { type: 'MultiPolygon', coordinates: [[]] }), 'geometry: a polygon needs a ring'],
  ])('with %s is refused by feature', async (_name, wrong, fault) => {
    await areasOf(...aTree);
    expect((await faultsOf(take('outlines', collection(wrong)))).join()).toContain(fault);
  });

  it('with an area twice, or that is no GeoJSON, is refused', async () => {
    const twice = collection(feature('nanhu', aSquare(120, 30, 1)), feature('nanhu', aSquare(121, 30, 1)));
    expect((await faultsOf(take('outlines', twice))).join()).toContain('features[0] has this id already');
    for (const text of ['{', '[]', '{"type":"Feature"}', collection()]) {
      expect(await faultsOf(take('outlines', text))).toHaveLength(1);
    }
  });
});

describe('the area tree of the demo data', () => {
  it.each([
    ['power', 'electricity-account'],
    ['campus', 'room'],
    ['campus', 'campus-person'],
  ] as const)('of %s has the area of every %s, and files that an import takes', async (organisation, kind) => {
    const areas = demoAreas(organisation, { size: 200, today });
    expect(await take('areas', areaCsvLines(areas).join(''))).toMatchObject({ kind: 'imported' });
    expect(await take('outlines', outlinesJson(areas))).toMatchObject({ kind: 'imported' });
    const ids = new Set(areas.map(({ id }) => id));
    for (const { areaId } of demoRows(organisation, kind, { size: 200, today })) expect(ids).toContain(areaId);
  });

  it('is there after the first start, around the outlets, and an operator’s own tree stays', async () => {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: { pk: 'import#areas', sk: 'import' },
      }),
    );
    await importDemoData(table, 'power', aCipher(), { now: 0, size: 1 });
    const hall = await areasNow().containing({ latitude: 30.251862, longitude: 120.168934 });
    const kinds = hall.map(({ kind }) => kind);
    expect([kinds[0], kinds.at(-1)]).toEqual(['transformer-area', 'district']);
    expect(kinds.sort()).toEqual(['community', 'district', 'line', 'street', 'transformer-area']);
    await areasOf('own,district,自己的区,');
    await importDemoData(table, 'power', aCipher(), { now: 0, size: 1 });
    expect((await areasNow().children('root')).map(({ id }) => id)).toEqual(['own']);
  });
});
