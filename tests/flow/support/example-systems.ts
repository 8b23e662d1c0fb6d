import { startExampleServer } from '../../../infra/backend-example/server.ts';
import { createExampleSystems } from '../../../infra/backend-example/systems.ts';
import { demoKinds, demoRows } from '../../../infra/demo-data/sets.ts';
import { localDefaults } from '../../../infra/local/defaults.ts';
import { beijingDay } from '../../../lib/platform/clock.ts';

function* rowsOf(organisation: string) {
  const options = { size: 24, today: beijingDay(Date.now()) };
  for (const kind of demoKinds(organisation)) {
    for (const row of demoRows(organisation, kind, options)) yield [kind, row] as const;
  }
}

/** Systems that an account uses by these settings. */
export interface Systems {
  env: Record<string, string>;
  close(): Promise<void>;
}

/** The organisation's own systems over HTTP, with the demo data, and the settings that make an account use them. */
export const startSystems = async (organisation: string): Promise<Systems> => {
  const systems = createExampleSystems(rowsOf(organisation));
  const server = await startExampleServer({ systems, secret: localDefaults.BACKEND_SECRET, port: 0 });
  return { env: { BACKEND_URL: server.url }, close: () => server.close() };
};
