import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { beijingDay } from '../../lib/platform/clock.ts';
import { areaCsvLines, outlinesJson } from './areas/files.ts';
import { csvLines } from './csv.ts';
import { demoAreas, demoKinds, demoRows } from './sets.ts';

/** `npm run demo-data -- power [--size 1000] [--to folder]`: an organisation's demo data as the CSV files that an import takes. */

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { size: text, to: text } });
const [organisation = 'power'] = positionals;
const size = Number(values.size ?? 1000);
const folder = values.to ?? path.join('.local', 'demo-data', organisation);
const kinds = demoKinds(organisation);

if (kinds.length === 0 || !Number.isInteger(size) || size < 1) {
  console.error('npm run demo-data -- power|housing-fund|bank|police|campus [--size 1000] [--to folder]');
  process.exitCode = 2;
}
if (process.exitCode !== 2) await mkdir(folder, { recursive: true });
for (const kind of process.exitCode === 2 ? [] : kinds) {
  const file = path.join(folder, `${kind}.csv`);
  const rows = demoRows(organisation, kind, { size, today: beijingDay(Date.now()) });
  await pipeline(Readable.from(csvLines(kind, rows)), createWriteStream(file));
  console.log(`npm run import -- ${kind} ${file} --organisation ${organisation}`);
}
const areas = process.exitCode === 2 ? [] : demoAreas(organisation, { size, today: beijingDay(Date.now()) });
if (areas.length > 0) {
  const files = { areas: path.join(folder, 'areas.csv'), outlines: path.join(folder, 'outlines.geojson') };
  await writeFile(files.areas, areaCsvLines(areas));
  await writeFile(files.outlines, outlinesJson(areas));
  for (const [kind, file] of Object.entries(files)) {
    console.log(`npm run import -- ${kind} ${file} --organisation ${organisation}`);
  }
}
