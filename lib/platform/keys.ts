import { createHash } from 'node:crypto';

/** The key of an item: partition and sort key. */
export interface Key {
  pk: string;
  sk: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** Keys of every kind of item in the table; no other file builds one. */
export const keys = {
  /** A follower: tier, first scene, windows of customer-service messages, place in the number menu, answers kept for later. */
  follower: (openid: string): Key => ({ pk: followerPartition(openid), sk: 'profile' }),
  /** One callback of WeChat: who answers it, and the answer. */
  claim: (identity: string): Key => ({ pk: `claim#${digest(identity)}`, sk: 'claim' }),
  /** Uses of a limited service by one follower on one day (Beijing). */
  limit: (openid: string, service: string, day: string): Key => ({
    pk: followerPartition(openid),
    sk: `limit#${service}#${day}`,
  }),
  /** One look at personal data. */
  audit: (openid: string, at: number, id: string): Key => ({
    pk: followerPartition(openid),
    sk: `audit#${new Date(at).toISOString()}#${id}`,
  }),
  /** What a follower last said of notices by one template: accepted or refused. */
  consent: (openid: string, purpose: string): Key => ({ pk: followerPartition(openid), sk: `consent#${purpose}` }),
  /** A receipt of WeChat, by its event and the job or message it is about. */
  receipt: (event: string, id: string): Key => ({ pk: `receipt#${event}#${id}`, sk: 'receipt' }),
  /** A value that all instances share, such as the access token. */
  sharedValue: (name: string): Key => ({ pk: `shared#${name}`, sk: 'value' }),
} as const;

/** Everything that belongs to one follower stands in this partition, so that erasure finds it by one query. */
export const followerPartition = (openid: string): string => `follower#${openid}`;

/** The index `gsi1` and its keys. */
export const index = {
  name: 'gsi1',
  /** Followers whose erasure is due, by time. */
  erasureDue: (at: number) => ({ gsi1pk: 'erasure-due', gsi1sk: new Date(at).toISOString() }),
} as const;
