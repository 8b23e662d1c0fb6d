import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../platform/keys.ts';
import { expiry, type Table, written } from '../../platform/table.ts';
import type { SignedIn } from '../../wechat/oauth.ts';

/** Returns from WeChat's authorization, each to be used once. */
export interface SignIns {
  /** True for the arrival that is to exchange the code; the same return may arrive twice. */
  claim(state: string, code: string, now: number): Promise<boolean>;
  finish(state: string, signedIn: SignedIn): Promise<void>;
  /** What the first arrival found out, for the same state and code. */
  read(state: string, code: string, now: number): Promise<SignedIn | undefined>;
}

const keptMs = 10 * 60_000;

/** The sign-ins in the table. */
export const createSignIns = (table: Table): SignIns => ({
  claim: (state, code, now) =>
    written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: {
            ...keys.signIn(state),
            code: keys.signIn(code).pk,
            until: now + keptMs,
            expiresAt: expiry(now + keptMs),
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    ),
  finish: async (state, { openid, isSnapshot }) => {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.signIn(state),
        UpdateExpression: 'SET openid = :openid, isSnapshot = :isSnapshot',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':openid': openid, ':isSnapshot': isSnapshot },
      }),
    );
  },
  read: async (state, code, now) => {
    const command = new GetCommand({ TableName: table.name, Key: keys.signIn(state), ConsistentRead: true });
    const item = (await table.client.send(command)).Item;
    const isSame = item?.['code'] === keys.signIn(code).pk && Number(item?.['until']) > now;
    if (!isSame || typeof item?.['openid'] !== 'string') return undefined;
    return { openid: item['openid'], isSnapshot: item['isSnapshot'] === true };
  },
});
