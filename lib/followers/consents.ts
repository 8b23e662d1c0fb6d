import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { followerPartition, keys } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';

/** What a follower last said of one purpose: the notices of a template, later the terms of a service. */
export interface Consent {
  openid: string;
  /** Such as `template:TEMPLATE_ID`. */
  purpose: string;
  given: boolean;
  /** Epoch milliseconds. */
  at: number;
  /** Where it was said: `popup` (a page or an article), `settings` (WeChat's own settings of the account). */
  channel: string;
  /** Version of the text that was agreed to, where it has one. */
  version?: string;
  /** Of a withdrawal: when it had been given, in epoch milliseconds. */
  givenAt?: number;
}

/** The purpose of text messages in place of notices that WeChat can't deliver. */
export const smsNoticesPurpose = 'sms-notices';

/** Consents, the latest of each purpose. */
export interface Consents {
  /** Stores what was said, unless something later is stored already: events arrive late and twice. */
  record(consent: Consent): Promise<void>;
  of(openid: string): Promise<Consent[]>;
}

/** The consents in the table. */
export const createConsents = (table: Table): Consents => ({
  record: async (consent) => {
    await written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.consent(consent.openid, consent.purpose), ...consent },
          ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': consent.at },
        }),
      ),
    );
  },
  of: async (openid) => {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': keys.consent(openid, '').sk },
      }),
    );
    return (page.Items ?? []).map(({ pk, sk, ...consent }) => consent as Consent);
  },
});
