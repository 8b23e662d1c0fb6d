import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beijingDay } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import type { TemplateChannel } from '../platform/profile/notices.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import type { Lane } from './model.ts';
import type { GateState } from './port.ts';
import { type ChannelDay, gateStateOf, limitOf, type QuotaRules } from './quota.ts';

/**
 * Whether WeChat takes messages, and how many it was handed today; each of its APIs has a quota of its own. Times in epoch milliseconds, days are Beijing's.
 */
export interface Gate {
  /** How a channel stands for a lane on the day of `now`; strongly consistent. */
  state(channel: TemplateChannel, lane: Lane, now: number): Promise<GateState>;
  /**
   * Takes room for messages that are about to go, and gives how many may: all, or what the lane has left on the day of `now`. Room is taken before a
   * message goes, in one conditional write, so that the count never passes the lane's limit, however many senders there are. A sender that dies leaves
   * unused what it had taken: the segments it had under way, at most eight of 96 messages.
   */
  take(channel: TemplateChannel, lane: Lane, messages: number, now: number): Promise<number>;
  /** Gives back the room of messages that did not go, taken at `takenAt`. */
  giveBack(channel: TemplateChannel, messages: number, takenAt: number): Promise<void>;
  /**
   * WeChat refused for its quota what was sent at `askedAt`: closes the channel to both lanes until a time; a later time stays. What was sent before the
   * channel was opened was refused for the quota that has been cleared since.
   */
  close(channel: TemplateChannel, until: number, askedAt: number): Promise<void>;
  /**
   * Opens a channel ahead of time, after its quota was cleared at WeChat (clear_quota): the count begins anew. `seen` is the state that this was decided by;
   * false when somebody else has opened it since.
   */
  open(channel: TemplateChannel, seen: GateState, now: number): Promise<boolean>;
}

const keptMs = 2 * 86_400_000;

/** A channel's attributes of the day's item. */
const namesOf = (channel: TemplateChannel) => ({
  used: channel,
  before: `${channel}:before`,
  refused: `${channel}:refused-until`,
  opened: `${channel}:opened-at`,
});

const channelDayOf = (item: Record<string, unknown>, channel: TemplateChannel): ChannelDay => {
  const { used, before, refused } = namesOf(channel);
  const of = (name: string): number => Number(item[name] ?? 0);
  // What was taken before the quota was cleared may be given back after it.
  return { used: Math.max(0, of(used)), before: of(before), refusedUntil: of(refused) };
};

/** The gate in the table: one item a day, in which all that concerns a channel changes at once. */
export const createGate = ({ client, name: TableName }: Table, rules: QuotaRules): Gate => {
  const itemAt = (now: number) => ({ TableName, Key: keys.pushed(beijingDay(now)) });

  const state: Gate['state'] = async (channel, lane, now) => {
    const { Item: item = {} } = await client.send(new GetCommand({ ...itemAt(now), ConsistentRead: true }));
    return gateStateOf(rules, channelDayOf(item, channel), { channel, lane, now });
  };

  /** Adds to the count, where `most` is given only while it is at most that; whether it was added. */
  const add = (channel: TemplateChannel, messages: number, now: number, most?: number): Promise<boolean> => {
    const values = { ':messages': messages, ':expiresAt': expiry(now + keptMs) };
    const hasRoom = 'attribute_not_exists(#used) OR #used <= :most';
    const update = new UpdateCommand({
      ...itemAt(now),
      UpdateExpression: 'ADD #used :messages SET expiresAt = :expiresAt',
      ...(most === undefined ? {} : { ConditionExpression: hasRoom }),
      ExpressionAttributeNames: { '#used': namesOf(channel).used },
      ExpressionAttributeValues: most === undefined ? values : { ...values, ':most': most },
    });
    return written(client.send(update));
  };

  return {
    state,
    take: async (channel, lane, messages, now) => {
      const limit = limitOf(rules, channel, lane);
      let wanted = Math.min(messages, limit ?? messages);
      while (wanted > 0) {
        if (await add(channel, wanted, now, limit === undefined ? undefined : limit - wanted)) return wanted;
        // Less is left than was asked for, or others were quicker.
        const { used } = await state(channel, lane, now);
        wanted = Math.min(messages, (limit ?? 0) - used);
      }
      return 0;
    },
    giveBack: async (channel, messages, takenAt) => {
      await add(channel, -messages, takenAt);
    },
    close: async (channel, until, askedAt) => {
      const { refused, opened } = namesOf(channel);
      const update = new UpdateCommand({
        ...itemAt(askedAt),
        UpdateExpression: 'SET #refused = :until, expiresAt = :expiresAt',
        ConditionExpression:
          '(attribute_not_exists(#refused) OR #refused < :until) AND (attribute_not_exists(#opened) OR #opened < :at)',
        ExpressionAttributeNames: { '#refused': refused, '#opened': opened },
        ExpressionAttributeValues: { ':until': until, ':at': askedAt, ':expiresAt': expiry(askedAt + keptMs) },
      });
      await written(client.send(update));
    },
    open: (channel, { sentToday, used }, now) => {
      const names = namesOf(channel);
      const update = new UpdateCommand({
        ...itemAt(now),
        UpdateExpression:
          'SET #before = if_not_exists(#before, :none) + if_not_exists(#used, :none), #used = :none, #opened = :now REMOVE #refused',
        ConditionExpression: 'attribute_not_exists(#before) OR #before = :seen',
        ExpressionAttributeNames: {
          ...{ '#used': names.used, '#before': names.before, '#refused': names.refused, '#opened': names.opened },
        },
        ExpressionAttributeValues: { ':none': 0, ':seen': sentToday - used, ':now': now },
      });
      return written(client.send(update));
    },
  };
};
