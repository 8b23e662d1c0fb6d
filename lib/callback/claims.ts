import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import type { Reply } from '../wechat/reply.ts';

/**
 * Who answers a callback, and with what. An event is `claimed` by its first delivery, then either `answered` (the reply is in time and stored,
 * so that a repeated delivery gets the same) or `late` (WeChat got `success`, and the reply goes another way). Never both.
 */
export type Claim = { state: 'claimed'; leaseUntil: number } | { state: 'answered'; reply: Reply } | { state: 'late' };

/** Claims of callbacks by their identity; each an item of its own. */
export interface Claims {
  /** True for the delivery that is to answer: the first, or one that finds a claim whose owner died. */
  claim(identity: string, now: number): Promise<boolean>;
  /** Stores the reply, if WeChat still waits for it; false when the claim is late. */
  answer(identity: string, reply: Reply): Promise<boolean>;
  /** Gives the waiting up; false when the reply came first. */
  giveUp(identity: string): Promise<boolean>;
  read(identity: string): Promise<Claim | undefined>;
}

/** WeChat repeats within 15 s; an hour also meets what a network or an operator repeats. */
const keptMs = 3_600_000;
/** A claim that was neither answered nor given up after this long belonged to a process that died: a living one decides by 4.5 s and a little. */
const leaseMs = 4800;

const isClaimed = '#state = :claimed';
/** Written by an earlier try of the same request, whose answer got lost. */
const isOwn = 'claimedBy = :own';
const isDead = `(${isClaimed} AND leaseUntil < :now)`;

/** The claims in the table. */
export const createClaims = (table: Table): Claims => {
  const move = (identity: string, state: Claim['state'], reply?: Reply) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.claim(identity),
          UpdateExpression: `SET #state = :state${reply === undefined ? '' : ', reply = :reply'}`,
          ConditionExpression: isClaimed,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': state, ':claimed': 'claimed', ':reply': reply },
        }),
      ),
    );
  const itemOf = (identity: string, now: number) => ({
    ...keys.claim(identity),
    state: 'claimed',
    claimedBy: randomUUID(),
    leaseUntil: now + leaseMs,
    expiresAt: expiry(now + keptMs),
  });
  const put = (item: ReturnType<typeof itemOf>, now: number) =>
    written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: item,
          ConditionExpression: `attribute_not_exists(pk) OR ${isOwn} OR ${isDead} OR expiresAt < :today`,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':own': item.claimedBy,
            ':claimed': 'claimed',
            ':now': now,
            ':today': expiry(now),
          },
        }),
      ),
    );
  return {
    claim: (identity, now) => put(itemOf(identity, now), now),
    answer: (identity, reply) => move(identity, 'answered', reply),
    giveUp: (identity) => move(identity, 'late'),
    read: async (identity) => {
      const command = new GetCommand({ TableName: table.name, Key: keys.claim(identity), ConsistentRead: true });
      return (await table.client.send(command)).Item as Claim | undefined;
    },
  };
};
