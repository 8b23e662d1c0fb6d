import type { DemoArea, Quad } from './demo-areas.ts';
import { outlineOf, partOf } from './demo-areas.ts';

/** Districts of 临江市 around the outlets of the profile; lines are named after the short name. */
const districts: readonly { id: string; name: string; line: string; quad: Quad }[] = [
  { id: 'chengzhong', name: '城中区', line: '城中', quad: [120.145, 30.234, 120.199, 30.27] },
  { id: 'jiangbei', name: '江北区', line: '江北', quad: [120.128, 30.27, 120.204, 30.319] },
  { id: 'nanhu', name: '南湖区', line: '南湖', quad: [120.118, 30.192, 120.186, 30.234] },
  { id: 'dongling', name: '东岭区', line: '东岭', quad: [120.199, 30.22, 120.262, 30.27] },
  { id: 'linshan', name: '临山县', line: '临山', quad: [119.968, 30.328, 120.07, 30.398] },
];

const streets = ['西', '东'] as const;
const communities = ['临江', '南湖', '和平', '锦绣'] as const;

/** Lines of a district; each has a transformer area in every community. */
export const linesPerDistrict = 8;
/** Communities of a district, two in each street. */
export const communitiesPerDistrict = communities.length;

/** The id of the transformer area of a line (from 1) in a community (from 1). */
export const transformerAreaId = (district: string, line: number, community: number): string =>
  `${district}-${line}-${community}`;

const streetAt = (quad: Quad, at: number): Quad => partOf(quad, [at, streets.length], [0, 1]);
const communityAt = (quad: Quad, at: number): Quad =>
  partOf(streetAt(quad, Math.floor(at / 2)), [0, 1], [at % 2, communitiesPerDistrict / streets.length]);
const transformerAt = (quad: Quad, line: number, community: number): Quad =>
  partOf(communityAt(quad, community), [line % 2, 2], [Math.floor(line / 2), linesPerDistrict / 2]);

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function* areasOf({ id, name, line: short, quad }: (typeof districts)[number]): Generator<DemoArea> {
  yield { id, kind: 'district', name, parents: [], outline: outlineOf(quad) };
  for (const [at, side] of streets.entries()) {
    const street = { id: `${id}-street-${at + 1}`, name: `${short}${side}街道` };
    yield { ...street, kind: 'street', parents: [id], outline: outlineOf(streetAt(quad, at)) };
  }
  for (const [at, community] of communities.entries()) {
    const parents = [`${id}-street-${Math.floor(at / 2) + 1}`];
    const outline = outlineOf(communityAt(quad, at));
    yield { id: `${id}-community-${at + 1}`, kind: 'community', name: `${short}${community}社区`, parents, outline };
  }
  for (const at of numbers(linesPerDistrict)) {
    const outline = outlineOf(
      ...numbers(communitiesPerDistrict).map((community) => transformerAt(quad, at, community)),
    );
    yield { id: `${id}-${at + 1}`, kind: 'line', name: `10kV${short}${at + 1}线`, parents: [id], outline };
    for (const [place, community] of communities.entries()) {
      yield {
        id: transformerAreaId(id, at + 1, place + 1),
        kind: 'transformer-area',
        name: `${short}${at + 1}线${community}台区`,
        parents: [`${id}-${at + 1}`, `${id}-community-${place + 1}`],
        outline: outlineOf(transformerAt(quad, at, place)),
      };
    }
  }
}

/** Five districts, each with streets and their communities, and lines with their transformer areas, which lie in the communities. */
export const powerAreas = (): DemoArea[] => districts.flatMap((district) => [...areasOf(district)]);

/** Ids of the districts. */
export const cityDistricts = districts.map(({ id }) => id) as [string, ...string[]];

/** The same city as others divide it: districts, streets, communities. */
export const cityAreas = (): DemoArea[] =>
  powerAreas().filter(({ kind }) => kind === 'district' || kind === 'street' || kind === 'community');
