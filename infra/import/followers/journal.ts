import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../lib/platform/keys.ts';
import type { Table } from '../../../lib/platform/table.ts';
import type { Tally } from './tally.ts';

/** How far the import of followers has come. `writing` with none at work means that one broke off; the next goes on from there. */
export interface FollowersNote {
  state: 'writing' | 'finished';
  /** ISO 8601. */
  at: string;
  tally: Tally;
  /** The openid to ask the next page by. */
  next?: string;
}

/** Notes after each page where the next one begins. Two imports at once may each set the other back, to pages that are then passed over quickly. */
export const createFollowersJournal = ({ client, name }: Table) => ({
  last: async (): Promise<FollowersNote | undefined> => {
    const command = new GetCommand({ TableName: name, Key: keys.import('followers'), ConsistentRead: true });
    return (await client.send(command)).Item as FollowersNote | undefined;
  },
  write: async (note: FollowersNote): Promise<void> => {
    await client.send(new PutCommand({ TableName: name, Item: { ...keys.import('followers'), ...note } }));
  },
});
