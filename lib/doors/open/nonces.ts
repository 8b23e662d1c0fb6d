import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { signatureWindowSeconds } from '../../backend/http/signature.ts';
import { keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';

/** Nonces that callers have used: one write per request, since a signature must not be good for two. */
export interface Nonces {
  /** True for the first use of a nonce inside the time in which its signature is good. Times in epoch milliseconds. */
  use(caller: string, nonce: string, now: number): Promise<boolean>;
}

/** A timestamp may be that much ahead, and is good for as long again. */
const keptMs = 2 * signatureWindowSeconds * 1000;

/** The nonces in the table. */
export const createNonces = ({ client, name }: Table): Nonces => ({
  use: (caller, nonce, now) =>
    written(
      client.send(
        new PutCommand({
          TableName: name,
          Item: { ...keys.nonce(caller, nonce), until: now + keptMs, expiresAt: expiry(now + keptMs) },
          ConditionExpression: 'attribute_not_exists(pk) OR #until < :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now },
        }),
      ),
    ),
});
