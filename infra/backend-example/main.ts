import { parseArgs } from 'node:util';
import { beijingDay } from '../../lib/platform/clock.ts';
import { demoKinds, demoRows } from '../demo-data/sets.ts';
import { startExampleServer } from './server.ts';
import { createExampleSystems } from './systems.ts';

/**
 * `npm run backend-example [-- --organisation power --port 3010]`: an organisation's systems as the account expects them, over demo data.
 * BACKEND_SECRET signs, on both sides.
 */

function* rowsOf(organisation: string) {
  for (const kind of demoKinds(organisation)) {
    for (const row of demoRows(organisation, kind, { size: 24, today: beijingDay(Date.now()) }))
      yield [kind, row] as const;
  }
}

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { organisation: text, port: text } });
const organisation = values.organisation ?? (process.env['ORGANISATION'] || 'power');
const secret = process.env['BACKEND_SECRET'] || 'local-backend-secret';
const server = await startExampleServer({
  systems: createExampleSystems(rowsOf(organisation)),
  secret,
  port: Number(values.port ?? 3010),
});
console.log(
  `The systems of ${organisation}: ${server.url}\nLet the account use them: BACKEND_URL=${server.url} ORGANISATION=${organisation} npm start`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
