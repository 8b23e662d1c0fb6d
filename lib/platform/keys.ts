import { createHash } from 'node:crypto';

/** The key of an item: partition and sort key. */
export interface Key {
  pk: string;
  sk: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** A follower in an item that outlives their erasure: the same for the same openid, and no way back to it. */
export const pseudonym = (openid: string): string => digest(`follower ${openid}`);

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
  /** A follower's subject of one kind: what it is, who may see it. */
  binding: (openid: string, kind: string, id: string): Key => ({
    pk: followerPartition(openid),
    sk: `binding#${kind}#${id}`,
  }),
  /** Which bindings of a kind a follower has, and which of them is the default: the item that keeps the limit. */
  bindingList: (openid: string, kind: string): Key => ({ pk: followerPartition(openid), sk: `bindings#${kind}` }),
  /** The one follower that a subject is bound to, where an organisation allows one only; by the subject's keyed hash. */
  owner: (kind: string, subjectHash: string): Key => ({ pk: `owner#${kind}#${subjectHash}`, sk: 'owner' }),
  /** A return from WeChat's authorization, by the digest of its state. */
  signIn: (state: string): Key => ({ pk: `sign-in#${digest(state)}`, sk: 'sign-in' }),
  /** An invitation of a family member, by the digest of its token. */
  invitation: (token: string): Key => ({ pk: `invitation#${digest(token)}`, sk: 'invitation' }),
  /** Leads erasure from an owner to an invitation. */
  invited: (openid: string, token: string): Key => ({ pk: followerPartition(openid), sk: `invited#${digest(token)}` }),
  /** One of the places for family members at an owner's binding. */
  share: (openid: string, bindingId: string, place: string): Key => ({
    pk: followerPartition(openid),
    sk: `share#${bindingId}#${place}`,
  }),
  /** What was proved about a follower: the phone, the real name, a subject of a kind. */
  proof: (openid: string, what: string): Key => ({ pk: followerPartition(openid), sk: `proof#${what}` }),
  /** A one-time code that a follower has been sent. */
  challenge: (openid: string, id: string): Key => ({ pk: followerPartition(openid), sk: `challenge#${id}` }),
  /** A campus sign-on that a follower has begun, by the digest of its state. */
  signOn: (openid: string, state: string): Key => ({ pk: followerPartition(openid), sk: `sign-on#${digest(state)}` }),
  /** When text messages went to a phone, by its keyed hash. */
  pace: (phoneHash: string): Key => ({ pk: `pace#${phoneHash}`, sk: 'pace' }),
  /** Tries of something limited on one day (Beijing), by the keyed hash of who or what they concern. */
  count: (what: string, whoHash: string, day: string): Key => ({ pk: `count#${what}#${whoHash}#${day}`, sk: 'count' }),
  /** A record of the organisation's systems: its kind, the keyed hash of whom it belongs to, its place in the order of its kind. */
  record: (kind: string, subjectHash: string, order: string): Key => ({
    pk: recordPartition(kind, subjectHash),
    sk: order,
  }),
  /** Leads from the keyed hash of a claim (an ID number) to the subject that it identifies. */
  subject: (kind: string, claimHash: string): Key => ({ pk: `subject#${kind}#${claimHash}`, sk: 'subject' }),
  /** The last import of a kind: what, when, whether it was finished. */
  import: (kind: string): Key => ({ pk: `import#${kind}`, sk: 'import' }),
  /** A receipt of WeChat, by its event and the job or message it is about. */
  receipt: (event: string, id: string): Key => ({ pk: `receipt#${event}#${id}`, sk: 'receipt' }),
  /** A value that all instances share, such as the access token. */
  sharedValue: (name: string): Key => ({ pk: `shared#${name}`, sk: 'value' }),
} as const;

/** Everything that belongs to one follower stands in this partition, so that erasure finds it by one query. */
export const followerPartition = (openid: string): string => `follower#${openid}`;

/** All records of one kind that belong to one subject. */
export const recordPartition = (kind: string, subjectHash: string): string => `record#${kind}#${subjectHash}`;

/** Partitions of an area's bindings in the index. */
export const areaShards = 16;

const shardOf = (openid: string): number => createHash('sha256').update(openid).digest().readUInt8(0) % areaShards;

/** The index `gsi1` and its keys. */
export const index = {
  name: 'gsi1',
  /** Followers whose erasure is due, by time. */
  erasureDue: (at: number) => ({ gsi1pk: 'erasure-due', gsi1sk: new Date(at).toISOString() }),
  /** Bindings of an area, spread over `areaShards` partitions, so that ten million of them stay apart. */
  area: (areaId: string, openid: string, id: string) => ({
    gsi1pk: `area#${areaId}#${shardOf(openid)}`,
    gsi1sk: `${openid}#${id}`,
  }),
} as const;
