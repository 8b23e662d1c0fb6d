import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beijingDay, nextBeijingMidnight } from '../platform/clock.ts';
import type { FieldCipher } from '../platform/field-cipher.ts';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';

/** How often something may be tried on one day (Beijing) by, for or from somebody. */
export interface Allowance {
  /** What is counted, such as `bind-miss-follower`. */
  what: string;
  /** Whom or what it concerns: an openid, a phone, an address. Stored as a keyed hash. */
  who: string;
  most: number;
}

/** Tries per day. They stay when a follower is erased, lest erasure be a way around them. */
export interface Counters {
  /** Takes one of every allowance; else takes none, and gives the first that is used up. */
  take(allowances: readonly Allowance[], now: number): Promise<Allowance | undefined>;
  /** Gives back what `take` took at `now`. */
  giveBack(allowances: readonly Allowance[], now: number): Promise<void>;
}

/** The counters in the table: one item each, one conditional update per try, so that tries at once can't exceed. */
export const createCounters = (table: Table, openCipher: () => Promise<FieldCipher>): Counters => {
  const keyOf = async ({ what, who }: Allowance, now: number) =>
    keys.count(what, (await openCipher()).hash(who, `count ${what}`), beijingDay(now));

  const takeOne = async (allowance: Allowance, now: number): Promise<boolean> =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: await keyOf(allowance, now),
          UpdateExpression: 'SET tries = if_not_exists(tries, :none) + :one, expiresAt = :expiry',
          ConditionExpression: 'attribute_not_exists(tries) OR tries < :most',
          ExpressionAttributeValues: {
            ':none': 0,
            ':one': 1,
            ':most': allowance.most,
            ':expiry': expiry(nextBeijingMidnight(now)),
          },
        }),
      ),
    );

  const giveBackOne = async (allowance: Allowance, now: number): Promise<boolean> =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: await keyOf(allowance, now),
          UpdateExpression: 'SET tries = tries - :one',
          ConditionExpression: 'tries > :none',
          ExpressionAttributeValues: { ':none': 0, ':one': 1 },
        }),
      ),
    );

  const giveBack = async (allowances: readonly Allowance[], now: number): Promise<void> => {
    await Promise.all(allowances.map((allowance) => giveBackOne(allowance, now)));
  };

  return {
    giveBack,
    take: async (allowances, now) => {
      const taken = await Promise.all(allowances.map((allowance) => takeOne(allowance, now)));
      const usedUp = allowances.find((_, place) => !taken[place]);
      if (usedUp !== undefined)
        await giveBack(
          allowances.filter((_, place) => taken[place]),
          now,
        );
      return usedUp;
    },
  };
};
