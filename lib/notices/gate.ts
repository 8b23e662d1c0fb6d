import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beijingDay } from '../platform/clock.ts';
import { type Key, keys } from '../platform/keys.ts';
import type { TemplateChannel } from '../platform/organisation.ts';
import { expiry, type Table } from '../platform/table.ts';
import type { Reason } from './model.ts';
import type { GateState } from './port.ts';
import { updateItem } from './update.ts';

/** Whether WeChat takes messages now, and how many it took today; each of its APIs has a quota of its own. */
export interface Gate {
  /** What holds of each channel at `now`; nothing of one that is open. */
  states(now: number): Promise<Partial<Record<TemplateChannel, GateState>>>;
  /** Closes a channel until a time; a later time stays. */
  close(channel: TemplateChannel, until: number, reason: Reason): Promise<void>;
  /** Opens it again ahead of time, for an operator who has had the quota cleared (clear_quota). */
  open(channel: TemplateChannel): Promise<void>;
  /** Adds messages that WeChat took to the day's count (Beijing), and gives the count. */
  count(channel: TemplateChannel, messages: number, now: number): Promise<number>;
  /** Messages that WeChat took on the day of `now`. */
  sentToday(channel: TemplateChannel, now: number): Promise<number>;
}

const keptMs = 2 * 86_400_000;

const read = async ({ client, name }: Table, key: Key): Promise<Record<string, unknown>> => {
  const { Item: item = {} } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  return item;
};

const isClosed = (value: unknown, now: number): boolean =>
  typeof value === 'object' && value !== null && 'closedUntil' in value && Number(value.closedUntil) > now;

/** The gate in the table: one item, an attribute for each channel; one item a day for the counts. */
export const createGate = (table: Table): Gate => ({
  states: async (now) => {
    const entries = Object.entries(await read(table, keys.pushGate())).filter(([, value]) => isClosed(value, now));
    return Object.fromEntries(entries) as Partial<Record<TemplateChannel, GateState>>;
  },
  close: async (channel, until, reason) => {
    await updateItem(table, {
      key: keys.pushGate(),
      change: { [channel]: { closedUntil: until, reason } },
      condition: `attribute_not_exists(#${channel}) OR #${channel}.closedUntil < :until`,
      values: { ':until': until },
    });
  },
  open: async (channel) => {
    await updateItem(table, {
      key: keys.pushGate(),
      change: { [channel]: undefined },
      condition: 'attribute_exists(pk)',
    });
  },
  count: async (channel, messages, now) => {
    const update = new UpdateCommand({
      TableName: table.name,
      Key: keys.pushed(beijingDay(now)),
      UpdateExpression: 'ADD #channel :messages SET expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#channel': channel },
      ExpressionAttributeValues: { ':messages': messages, ':expiresAt': expiry(now + keptMs) },
      ReturnValues: 'UPDATED_NEW',
    });
    return Number((await table.client.send(update)).Attributes?.[channel]);
  },
  sentToday: async (channel, now) => Number((await read(table, keys.pushed(beijingDay(now))))[channel] ?? 0),
});
