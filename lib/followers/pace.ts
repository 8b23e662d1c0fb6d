import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../platform/field-cipher.ts';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';

/** So many messages within so long, in milliseconds. */
interface Window {
  most: number;
  withinMs: number;
}

/** What Tencent Cloud lets through to one number (短信频率限制), kept here too, since a message that it refuses is a code that never comes. */
const windows: readonly Window[] = [
  { most: 1, withinMs: 30_000 },
  { most: 5, withinMs: 3_600_000 },
  { most: 10, withinMs: 86_400_000 },
];
const longest = Math.max(...windows.map(({ withinMs }) => withinMs));

/** Seconds after which the page offers to send another code. */
export const resendAfterS = 30;

/** Text messages to a phone. */
export interface Pace {
  /** Takes a message to this phone; else says in how many milliseconds there is room for one. */
  take(phone: string, now: number): Promise<{ kind: 'taken' } | { kind: 'wait'; ms: number }>;
}

const waitOf = (sent: number[], now: number): number =>
  Math.max(
    0,
    ...windows.map(({ most, withinMs }) => {
      const within = sent.filter((at) => at > now - withinMs);
      return within.length < most ? 0 : (within[within.length - most] ?? now) + withinMs - now;
    }),
  );

/** The pace in the table: one item per phone with the times of the last day, written only as it was read. */
export const createPace = (table: Table, openCipher: () => Promise<FieldCipher>): Pace => ({
  take: async (phone, now) => {
    const key = keys.pace((await openCipher()).hash(phone, 'pace'));
    const read = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
    const item = (await table.client.send(read)).Item as { sent: number[]; version: number } | undefined;
    const sent = (item?.sent ?? []).filter((at) => at > now - longest);
    const ms = waitOf(sent, now);
    if (ms > 0) return { kind: 'wait', ms };
    const write = new PutCommand({
      TableName: table.name,
      Item: { ...key, sent: [...sent, now], version: (item?.version ?? 0) + 1, expiresAt: expiry(now + longest) },
      ConditionExpression: item === undefined ? 'attribute_not_exists(pk)' : '#version = :version',
      ...(item === undefined
        ? {}
        : {
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': item.version },
          }),
    });
    // Somebody else has just sent one to this phone.
    return (await written(table.client.send(write))) ? { kind: 'taken' } : { kind: 'wait', ms: resendAfterS * 1000 };
  },
});
