import type { DemoArea } from './demo-areas.ts';

/** An area tree as the CSV file that an import takes. */
export const areaCsvLines = (areas: readonly DemoArea[]): string[] => [
  'id,kind,name,parents\n',
  ...areas.map(({ id, kind, name, parents }) => `${id},${kind},${name},${parents.join(';')}\n`),
];

/** The outlines as the GeoJSON file that an import takes. */
export const outlinesJson = (areas: readonly DemoArea[]): string => {
  const features = areas
    .filter(({ outline }) => outline !== undefined)
    .map(({ id, outline }) => ({ type: 'Feature', properties: { id }, geometry: outline }));
  return JSON.stringify({ type: 'FeatureCollection', features });
};
