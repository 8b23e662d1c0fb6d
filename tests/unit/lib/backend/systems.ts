import { startExampleServer } from '../../../../infra/backend-example/server.ts';
import { createExampleSystems } from '../../../../infra/backend-example/systems.ts';
import { demoKinds, demoRows } from '../../../../infra/demo-data/sets.ts';
import { writeItems } from '../../../../infra/import/writer.ts';
import { createItemForm } from '../../../../lib/backend/embedded/items.ts';
import { createEmbeddedBackend } from '../../../../lib/backend/embedded.ts';
import { createHttpBackend } from '../../../../lib/backend/http.ts';
import type { RecordKind } from '../../../../lib/backend/kinds.ts';
import type { Backend } from '../../../../lib/backend/port.ts';
import { createFieldCipher } from '../../../../lib/platform/field-cipher.ts';
import type { Table } from '../../../../lib/platform/table.ts';
import { aLog } from '../../../support/log.ts';

/** The day on which the demo data ends. */
export const today = '2026-09-15';

const organisations = ['power', 'housing-fund', 'bank', 'police', 'campus'];

/** Four people of every organisation. */
export function* aSmallCountry(among: readonly string[] = organisations) {
  for (const organisation of among) {
    for (const kind of demoKinds(organisation)) {
      for (const row of demoRows(organisation, kind, { size: 4, today })) yield [kind as RecordKind, row] as const;
    }
  }
}

const ringOf = (...ids: string[]): string =>
  ids.map((id) => `${id}:${Buffer.from(id.padEnd(32, '.')).toString('base64')}`).join(',');

export const aCipher = (...ids: string[]) => createFieldCipher(ringOf(...(ids.length === 0 ? ['k1'] : ids)));

/** Writes rows as an import does. */
export const putRows = async (
  table: Table,
  rows: ReturnType<typeof aSmallCountry>,
  cipher = aCipher(),
): Promise<void> => {
  const form = createItemForm(cipher);
  await writeItems(
    table,
    (function* () {
      for (const [kind, row] of rows) yield* form.itemsOf(kind, row);
    })(),
  );
};

/** Imported data in a table. */
export const anEmbeddedBackend = async (table: Table): Promise<Backend> => {
  await putRows(table, aSmallCountry());
  return createEmbeddedBackend(table, aCipher());
};

/** The example server, and the account's way to it. */
export const anHttpBackend = async (): Promise<{ backend: Backend; close: () => Promise<void> }> => {
  const secret = 'a secret of both';
  const server = await startExampleServer({ systems: createExampleSystems(aSmallCountry()), secret, port: 0 });
  const deps = { url: server.url, secret: async () => secret, fetch, now: Date.now, log: aLog().log };
  return { backend: createHttpBackend(deps), close: server.close };
};
