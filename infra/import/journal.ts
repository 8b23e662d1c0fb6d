import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../lib/platform/keys.ts';
import type { Table } from '../../lib/platform/table.ts';

/** The last import of a kind. `writing` with no import at work means that one broke off in the middle. */
export interface ImportNote {
  state: 'writing' | 'finished';
  /** SHA-256 of the file. */
  digest: string;
  rows: number;
  /** ISO 8601. */
  at: string;
}

/** Notes what is being imported (a kind of record, or `areas`, `outlines`), so that a broken-off import is known. */
export const createJournal = ({ client, name }: Table, kind: string) => ({
  last: async (): Promise<ImportNote | undefined> => {
    const command = new GetCommand({ TableName: name, Key: keys.import(kind), ConsistentRead: true });
    return (await client.send(command)).Item as ImportNote | undefined;
  },
  write: async (note: ImportNote): Promise<void> => {
    await client.send(new PutCommand({ TableName: name, Item: { ...keys.import(kind), ...note } }));
  },
});
