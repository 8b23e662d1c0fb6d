import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Area } from '../../../../../lib/notices/areas/model.ts';
import { findOutages } from '../../../../../lib/services/outages/finding.ts';
import { toGcj02 } from '../../../../../lib/services/outages/gcj02.ts';
import { lookAround, mapOf } from '../../../../../lib/services/outages/places.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { useTable } from '../../../../support/table.ts';
import { anAnnouncement, anOutageWorld, areasOf, type GivenArea, noon, someAreas } from './outage-world.ts';

const table = useTable();
const power = await anOrganisation('power');
let numbers = 0;

/** Outages under ids of their own, so that those of other tests are not found. */
const aWorld = (given: readonly GivenArea[] = someAreas) => {
  const prefix = `w${++numbers}-`;
  const own = given.map((area) => ({
    ...area,
    id: prefix + area.id,
    parents: area.parents.map((parent) => prefix + parent),
  }));
  const world = anOutageWorld(table, power, own);
  const announce = async (areas: string[], changes: Parameters<typeof anAnnouncement>[0] = {}) => {
    const input = anAnnouncement({ externalId: `F-${++numbers}`, ...changes, areas: areas.map((id) => prefix + id) });
    return (await world.service.announce(input, 'open:dispatch', 'key')).outage.id;
  };
  const ports = { outages: world.store, areas: world.areas };
  const find = async (areas: string[], now = noon) =>
    (
      await findOutages(
        ports,
        areas.map((id) => prefix + id),
        now,
      )
    ).map(({ id }) => id);
  return { ...world, announce, find, ports, prefix };
};

describe('outages of an area', () => {
  /** A random tree in which nodes may have several parents, all of them before it; a root that nobody names, so that nothing is everybody. */
  const trees = fc
    .array(fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 12 })
    .map((parents): Area[] => [
      { id: 'elsewhere', kind: 'district', name: 'elsewhere', parents: [] },
      ...parents.map(
        (picks, at): Area => ({
          id: `n-${at}`,
          kind: 'street',
          name: `n-${at}`,
          parents: at === 0 ? [] : [...new Set(picks.map((pick) => `n-${pick % at}`))],
        }),
      ),
    ]);

  it('are those that name the area, one above it or one below it, or that cut off a part of it, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(trees, fc.nat(), fc.nat(), async (tree, pickNamed, pickAsked) => {
        const nodes = tree.slice(1);
        const named = nodes[pickNamed % nodes.length]?.id ?? '';
        const asked = nodes[pickAsked % nodes.length]?.id ?? '';
        const world = aWorld(tree);
        const id = await world.announce([named]);
        const below = (of: string) => areasOf(tree).descendants([of]);
        const [cut, own] = await Promise.all([below(named), below(asked)]);
        const touches = cut.some((each) => own.includes(each));
        expect(await world.find([asked])).toEqual(touches ? [id] : []);
      }),
      { numRuns: 60 },
    );
  });

  it('are those of the next 14 days and of now, what is under way first', async () => {
    const { announce, find } = aWorld();
    const at = (from: string, to: string) => ({ from: `2026-${from}+08:00`, to: `2026-${to}+08:00` });
    const next = await announce(['binjiang'], at('11-23T08:00:00', '11-23T12:00:00'));
    const running = await announce(['binjiang'], { kind: 'fault', ...at('11-22T10:00:00', '11-22T18:00:00') });
    const last = await announce(['binjiang'], at('12-06T11:59:00', '12-06T18:00:00'));
    await announce(['binjiang'], at('12-06T12:00:00', '12-06T18:00:00'));
    expect(await find(['binjiang', 'renmin'])).toEqual([running, next, last]);
  });

  it('whose end has passed stay for six hours', async () => {
    const { announce, find } = aWorld();
    const id = await announce(['binjiang'], {
      kind: 'fault',
      from: '2026-11-22T11:00:00+08:00',
      to: '2026-11-22T13:00:00+08:00',
    });
    expect(await find(['binjiang-1'], Date.parse('2026-11-22T19:00:00+08:00'))).toEqual([id]);
    expect(await find(['binjiang-1'], Date.parse('2026-11-22T19:00:01+08:00'))).toEqual([]);
  });
});

describe('around a place', () => {
  const inBinjiang = { latitude: 30.255, longitude: 120.165 };

  it('are the outages that touch it, then those within three kilometres, the nearest first', async () => {
    const { announce, ports } = aWorld();
    const yinghu = await announce(['yinghu']);
    const here = await announce(['binjiang-1']);
    const street = await announce(['renmin']);
    await announce(['nanhu-1']);
    const { areas, near } = await lookAround(ports, inBinjiang, noon);
    expect(areas.map(({ name }) => name)).toEqual(['滨江新村', '人民路街道', '城中区']);
    expect(near.map(({ outage }) => outage.id)).toEqual([street, yinghu, here]);
    const [first, second, third] = near.map(({ metres }) => metres);
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(1400);
    expect(second).toBeLessThan(1500);
    expect(third).toBeUndefined();
  });

  it('outside all outlines is nothing', async () => {
    const { announce, ports } = aWorld();
    await announce(['binjiang']);
    expect(await lookAround(ports, { latitude: 39.9, longitude: 116.4 }, noon)).toEqual({ areas: [], near: [] });
  });

  it('is a map of what is cut off, with the area above it and the place', async () => {
    const { announce, ports, store } = aWorld();
    const outage = await store.get(await announce(['binjiang']));
    const map = await mapOf(ports, outage === undefined ? [] : [outage], { place: inBinjiang });
    expect(map?.areas.map(({ name, cut }) => [name, cut])).toEqual([
      ['人民路街道', false],
      ['滨江新村', true],
    ]);
    expect(map?.areas[1]?.rings[0]?.[0]).toEqual([120.16, 30.25]);
    expect(map?.place).toEqual(inBinjiang);
    const unknown = await store.get(await announce(['nanhu-1']));
    expect(await mapOf(ports, unknown === undefined ? [] : [unknown])).toBeUndefined();
  });

  it('by a browser’s own position is the same place', () => {
    // The example of coordtransform's documentation.
    const { latitude, longitude } = toGcj02({ latitude: 39.915, longitude: 116.404 });
    expect(latitude).toBeCloseTo(39.91640428150164, 9);
    expect(longitude).toBeCloseTo(116.41024449916938, 9);
  });
});
