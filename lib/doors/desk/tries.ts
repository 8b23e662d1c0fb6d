import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** Tries to sign in under one name, counted before the password is looked at, so that guesses at once can't exceed. */
export interface SignInTries {
  /** Takes one of five; false while the name is locked. Every try counts the fifteen minutes anew. */
  take(name: string, now: number): Promise<boolean>;
  /** After a success. */
  forget(name: string): Promise<void>;
}

const most = 5;
const lockMs = 15 * 60_000;

/** The tries in the table: an item for each name that was tried, whether it exists or not. */
export const createSignInTries = (table: Table): SignInTries => {
  const attempt = (name: string, now: number, expression: string, condition: string, values: Record<string, number>) =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.staffTries(name),
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: {
            ':now': now,
            ':one': 1,
            ':until': now + lockMs,
            ':expiry': expiry(now + lockMs),
            ...values,
          },
        }),
      ),
    );
  return {
    take: async (name, now) =>
      (await attempt(
        name,
        now,
        'SET tries = tries + :one, #until = :until, expiresAt = :expiry',
        '#until > :now AND tries < :most',
        { ':most': most },
      )) ||
      attempt(
        name,
        now,
        'SET tries = :one, #until = :until, expiresAt = :expiry',
        'attribute_not_exists(pk) OR #until <= :now',
        {},
      ),
    forget: async (name) => {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: keys.staffTries(name) }));
    },
  };
};
