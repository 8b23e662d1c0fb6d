import type { MapArea, OutageMap } from './places.ts';

const width = 360;
const margin = 16;
const mostHeight = 300;
const leastHeight = 160;

type Position = readonly [longitude: number, latitude: number];
type Project = (position: Position) => [x: number, y: number];

const allPositions = ({ areas, place }: OutageMap): Position[] => [
  ...areas.flatMap(({ rings }) => rings.flat()),
  ...(place === undefined ? [] : [[place.longitude, place.latitude] as const]),
];

const bounds = (values: readonly number[]): [number, number] =>
  values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);

/** A plane as wide as the picture: a degree of longitude is as much shorter as it is in the middle of the map. */
const projection = (positions: readonly Position[]): { project: Project; height: number } => {
  const [west, east] = bounds(positions.map(([longitude]) => longitude));
  const [south, north] = bounds(positions.map(([, latitude]) => latitude));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [wide, tall] = [Math.max((east - west) * shrink, 1e-4), Math.max(north - south, 1e-4)];
  const scale = Math.min((width - 2 * margin) / wide, (mostHeight - 2 * margin) / tall);
  const height = Math.max(leastHeight, tall * scale + 2 * margin);
  const [left, top] = [(width - wide * scale) / 2, (height - tall * scale) / 2];
  return {
    height,
    project: ([longitude, latitude]) => [left + (longitude - west) * shrink * scale, top + (north - latitude) * scale],
  };
};

const pathOf = ({ rings }: MapArea, project: Project): string =>
  rings
    .map(
      (ring) =>
        `M${ring
          .map((position) =>
            project(position)
              .map((value) => value.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');

/** Where an area's name stands: in the middle of what is cut off, at the top of what lies around it. */
const labelPlace = ({ rings, cut }: MapArea, project: Project): [number, number] => {
  const points = (rings[0] ?? []).map(project);
  const [left, right] = bounds(points.map(([x]) => x));
  const [top, bottom] = bounds(points.map(([, y]) => y));
  return [(left + right) / 2, cut ? (top + bottom) / 2 : Math.max(10, top + 24)];
};

const describe = ({ areas, place }: OutageMap): string => {
  const cut = areas.filter((area) => area.cut).map(({ name }) => name);
  const what = cut.length === 0 ? '没有受影响的区域' : `受影响的区域：${cut.join('、')}`;
  return `地图。${what}${place === undefined ? '' : '。圆点是您的位置'}`;
};

/** A label of more words than fit would cover its neighbours. */
const mostLabels = 8;

/** The areas as they lie, those that are cut off filled in, the follower's place as a dot; drawn from the outlines, without anybody else's map. */
export const AreaMap = ({ map }: { map: OutageMap }) => {
  const { project, height } = projection(allPositions(map));
  const cut = map.areas.filter((area) => area.cut);
  const around = map.areas.filter((area) => !area.cut);
  return (
    <figure class="area-map">
      <svg viewBox={`0 0 ${width} ${Math.round(height)}`} role="img" aria-label={describe(map)}>
        {[...around, ...cut].map((area, index) => (
          <path key={index} class={area.cut ? 'cut' : 'around'} fill-rule="evenodd" d={pathOf(area, project)} />
        ))}
        {map.areas.length <= mostLabels &&
          [...around, ...cut].map((area, index) => <Label key={index} area={area} at={labelPlace(area, project)} />)}
        {map.place && <Place at={project([map.place.longitude, map.place.latitude])} />}
      </svg>
      <figcaption>
        <span class="key key_cut">受影响</span>
        <span class="key key_around">周围</span>
        {map.place && <span class="key key_place">您的位置</span>}
      </figcaption>
    </figure>
  );
};

const Label = ({ area, at: [x, y] }: { area: MapArea; at: [number, number] }) => (
  <text class={area.cut ? 'label_cut' : 'label_around'} x={x} y={y}>
    {area.name}
  </text>
);

const Place = ({ at: [x, y] }: { at: [number, number] }) => (
  <>
    <circle class="place-ring" cx={x} cy={y} r="11" />
    <circle class="place" cx={x} cy={y} r="6" />
  </>
);
