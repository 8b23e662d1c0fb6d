import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { followerPartition, type Key, keys } from '../../platform/keys.ts';
import { readAll } from '../../platform/read-batch.ts';
import { expiry, type Table } from '../../platform/table.ts';

/** A message of a notice to few people that waits for its receipt, and the segment that it stands in. */
export interface AwaitedMessage {
  openid: string;
  noticeId: string;
  shard: number;
  number: number;
  /** Key of the profile's `templates`. */
  template: string;
  /** When it was sent, in epoch milliseconds. */
  sentAt: number;
}

/** How a receipt names its message: by its id, or, of a subscription notice whose id is never told, by WeChat's template. */
export type MessageName = { messageId: string } | { templateId: string };

/** Messages of notices to few people, so that their receipts settle them at once; a fold of receipts settles what is missed here. */
export interface AwaitedMessages {
  /** Notes a message that WeChat has accepted. The next one by the same name takes its place. */
  note(name: MessageName, message: AwaitedMessage): Promise<void>;
  /** The messages that these receipts name. */
  find(named: readonly { openid: string; name: MessageName }[]): Promise<AwaitedMessage[]>;
  /** All that a person has waiting: for a receipt whose id is 0. */
  of(openid: string): Promise<AwaitedMessage[]>;
}

const keptMs = 3 * 24 * 3_600_000;

const keyOf = (openid: string, name: MessageName): Key =>
  keys.awaited(openid, 'messageId' in name ? name.messageId : `template:${name.templateId}`);

type AwaitedItem = Key & AwaitedMessage & { expiresAt: number };

const messageIn = ({ pk, sk, expiresAt, ...message }: AwaitedItem): AwaitedMessage => message;

/** The awaited messages in the table, each in its follower's own partition. */
export const createAwaitedMessages = (table: Table): AwaitedMessages => ({
  note: async (name, message) => {
    const item = { ...keyOf(message.openid, name), ...message, expiresAt: expiry(message.sentAt + keptMs) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  },
  find: async (named) => {
    const unique = new Map(named.map(({ openid, name }) => [JSON.stringify(keyOf(openid, name)), keyOf(openid, name)]));
    return (await readAll<AwaitedItem>(table, [...unique.values()])).map(messageIn);
  },
  of: async (openid) => {
    const query = new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': keys.awaited(openid, '').sk },
    });
    return ((await table.client.send(query)).Items ?? []).map((item) => messageIn(item as AwaitedItem));
  },
});
