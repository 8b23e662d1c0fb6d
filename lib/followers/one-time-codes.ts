import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../platform/field-cipher.ts';
import { keys } from '../platform/keys.ts';
import { expiry, type Table, written } from '../platform/table.ts';

/** What a code is for; one that was sent for another purpose does not count. */
export type CodePurpose = 'binding' | 'phone' | 'account-data' | 'erasure';

/** What to do once the code comes back; kept encrypted. */
export type Payload = Readonly<Record<string, unknown>>;

/** `spent`: expired, used, out of tries, another's, or never sent; nobody learns which. */
export type Redeemed = { kind: 'right'; payload: Payload } | { kind: 'wrong'; triesLeft: number } | { kind: 'spent' };

export const codeKeptMs = 5 * 60_000;
const mostTries = 5;

/** One-time codes of six digits: five minutes, five tries, used once, by the follower they were made for. */
export interface OneTimeCodes {
  issue(
    openid: string,
    request: { purpose: CodePurpose; payload: Payload },
    now: number,
  ): Promise<{ challenge: string; code: string }>;
  redeem(
    openid: string,
    given: { purpose: CodePurpose; challenge: string; code: string },
    now: number,
  ): Promise<Redeemed>;
}

interface ChallengeItem {
  codeHash: string;
  sealedPayload: string;
  tries: number;
}

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const context = 'one-time code';
const hashed = (challenge: string, code: string): string => `${challenge}\u0000${code}`;

/** The codes in the table, in the follower's own partition, as keyed hashes. A try is taken before the code is compared, so that tries at once can't exceed. */
export const createOneTimeCodes = (table: Table, openCipher: () => Promise<FieldCipher>): OneTimeCodes => {
  const takeTry = async (openid: string, challenge: string, purpose: CodePurpose, now: number) => {
    const command = new UpdateCommand({
      TableName: table.name,
      Key: keys.challenge(openid, challenge),
      UpdateExpression: 'SET tries = tries + :one',
      ConditionExpression: 'tries < :most AND purpose = :purpose AND #until > :now AND attribute_not_exists(usedAt)',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':one': 1, ':most': mostTries, ':purpose': purpose, ':now': now },
      ReturnValues: 'ALL_NEW',
    });
    let item: ChallengeItem | undefined;
    const taken = await written(
      table.client.send(command).then(({ Attributes }) => {
        item = Attributes as unknown as ChallengeItem;
      }),
    );
    return taken ? item : undefined;
  };

  const use = (openid: string, challenge: string, now: number): Promise<boolean> =>
    written(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.challenge(openid, challenge),
          UpdateExpression: 'SET usedAt = :now',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(usedAt)',
          ExpressionAttributeValues: { ':now': now },
        }),
      ),
    );

  return {
    issue: async (openid, { purpose, payload }, now) => {
      const challenge = randomBytes(16).toString('base64url');
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const cipher = await openCipher();
      const item = {
        ...keys.challenge(openid, challenge),
        purpose,
        codeHash: cipher.hash(hashed(challenge, code), context),
        sealedPayload: cipher.encrypt(JSON.stringify(payload), context),
        tries: 0,
        until: now + codeKeptMs,
        expiresAt: expiry(now + codeKeptMs),
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
      return { challenge, code };
    },
    redeem: async (openid, { purpose, challenge, code }, now) => {
      const item = await takeTry(openid, challenge, purpose, now);
      if (item === undefined) return { kind: 'spent' };
      const cipher = await openCipher();
      const hashes = cipher.hashes(hashed(challenge, code), context);
      const isRight = hashes.some((hash) => equal(hash, item.codeHash));
      if (!isRight)
        return item.tries < mostTries ? { kind: 'wrong', triesLeft: mostTries - item.tries } : { kind: 'spent' };
      if (!(await use(openid, challenge, now))) return { kind: 'spent' };
      return { kind: 'right', payload: JSON.parse(cipher.decrypt(item.sealedPayload, context)) as Payload };
    },
  };
};
