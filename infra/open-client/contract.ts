import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { contractOf } from '../../lib/doors/open/openapi.ts';
import { openRoutes } from '../../lib/doors/open/routes.ts';

/** Where the contract of the open door stands. */
export const openContractFile = new URL('../docs/open-api.openapi.json', import.meta.url);

/** The file's text. Routes are only looked at here, so that nothing stands behind them. */
export const openContractText = (): string => {
  const nothing = {} as Parameters<typeof openRoutes>[0];
  return `${JSON.stringify(contractOf(openRoutes(nothing)), null, 2)}\n`;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await writeFile(openContractFile, openContractText());
