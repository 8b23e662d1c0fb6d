import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';
import type { Reply } from '../wechat/reply.ts';

/**
 * Who answers a callback, and with what. An event is `claimed` by its first delivery, then either `answered` (the reply is in time and stored,
 * so that a repeated delivery gets the same) or `late` (WeChat got `success`, and the reply goes another way). Never both.
 */
export type Claim = { state: 'claimed' } | { state: 'answered'; reply: Reply } | { state: 'late' };

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
/** A claim that was neither answered nor given up after this long belonged to a process that died: WeChat waits 5 s. */
const leaseMs = 7000;

const isClaimed = '#state = :claimed';
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
  return {
    claim: (identity, now) =>
      written(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              ...keys.claim(identity),
              state: 'claimed',
              leaseUntil: now + leaseMs,
              expiresAt: expiry(now + keptMs),
            },
            ConditionExpression: `attribute_not_exists(pk) OR ${isDead} OR expiresAt < :today`,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':claimed': 'claimed', ':now': now, ':today': expiry(now) },
          }),
        ),
      ),
    answer: (identity, reply) => move(identity, 'answered', reply),
    giveUp: (identity) => move(identity, 'late'),
    read: async (identity) => {
      const command = new GetCommand({ TableName: table.name, Key: keys.claim(identity), ConsistentRead: true });
      return (await table.client.send(command)).Item as Claim | undefined;
    },
  };
};
