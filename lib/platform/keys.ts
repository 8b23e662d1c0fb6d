import { createHash } from 'node:crypto';
import { beijingMonth } from './months.ts';

/** The key of an item: partition and sort key. */
export interface Key {
  pk: string;
  sk: string;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** A follower in an item that outlives their erasure: the same for the same openid, and no way back to it. */
export const pseudonym = (openid: string): string => digest(`follower ${openid}`);

/** What names an invitation to a group without giving its code away. */
export const groupInvitationId = (code: string): string => digest(code);

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
  /** An area that a follower follows: what leads notices to them. */
  followedArea: (openid: string, areaId: string): Key => ({
    pk: followerPartition(openid),
    sk: `followed-area#${areaId}`,
  }),
  /** Which areas a follower follows: the item that keeps the limit. */
  followedAreaList: (openid: string): Key => ({ pk: followerPartition(openid), sk: 'followed-areas' }),
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
  /** A receipt of WeChat that is about no delivery: the account's own affairs, a published article. */
  receipt: (event: string, id: string): Key => ({ pk: `receipt#${event}#${id}`, sk: 'receipt' }),
  /** A batch of delivery receipts as they came, in the slot of ten minutes and the part that keep writers apart. */
  receiptBatch: (at: number, part: number, id: string): Key => ({
    pk: receiptPartition(at, part),
    sk: `${new Date(at).toISOString()}#${id}`,
  }),
  /** Leads a receipt back to a notice of few recipients, by the id that WeChat gave the message. */
  awaited: (openid: string, messageId: string): Key => ({ pk: followerPartition(openid), sk: `awaited#${messageId}` }),
  /** A notice: what it says, to whom, its state. */
  notice: (id: string): Key => ({ pk: noticePartition(id), sk: 'notice' }),
  /** How far one shard of a notice's audience is frozen and sent. */
  noticeShard: (id: string, shard: number): Key => ({ pk: noticePartition(id), sk: `shard#${twoDigits(shard)}` }),
  /** How far the receipts that have come are joined to a notice's segments. */
  foldCursor: (id: string): Key => ({ pk: noticePartition(id), sk: 'fold' }),
  /** Counts of up to 64 neighbouring segments. */
  tally: (id: string, shard: number, block: number): Key => ({
    pk: noticePartition(id),
    sk: `tally#${twoDigits(shard)}#${String(block).padStart(5, '0')}`,
  }),
  /** A segment: up to 96 recipients of one shard, in the order of their openids, and what became of each. */
  segment: (id: string, shard: number, number: number): Key => ({
    pk: segmentPartition(id, shard),
    sk: `segment#${String(number).padStart(6, '0')}`,
  }),
  /** A notice that is under way, for the watchdog and the receipts. */
  activeNotice: (id: string): Key => ({ pk: 'active-notices', sk: id }),
  /** Something to be done at a time, on one of `dueParts` partitions. */
  due: (at: number, id: string): Key => ({
    pk: duePartition(partOf(id, dueParts)),
    sk: `${new Date(at).toISOString()}#${id}`,
  }),
  /** Messages of one day (Beijing) against WeChat's quotas, and until when it refuses more. */
  pushed: (day: string): Key => ({ pk: `pushed#${day}`, sk: 'count' }),
  /** That a follower has read a notice; by pseudonym, so that it may outlive them. */
  reading: (noticeId: string, openid: string): Key => ({
    pk: readingPartition(noticeId),
    sk: pseudonym(openid),
  }),
  /** That somebody follows the account, for notices to all. */
  following: (openid: string): Key => ({ pk: followerPartition(openid), sk: 'following' }),
  /** A follower who has bound a subject, by the subject's keyed hash. */
  holder: (kind: string, subjectHash: string, openid: string): Key => ({
    pk: `holder#${kind}#${subjectHash}`,
    sk: openid,
  }),
  /** A node of the area tree. */
  area: (id: string): Key => ({ pk: `area#${id}`, sk: 'node' }),
  /** Leads from an area to one directly below it. */
  areaChild: (parentId: string, id: string): Key => ({ pk: `area#${parentId}`, sk: `child#${id}` }),
  /** An area's outline, apart from the node, which is read far more often. */
  areaOutline: (id: string): Key => ({ pk: `area#${id}`, sk: 'outline' }),
  /** An area's outline in one cell of a grid that it touches. */
  areaCell: (cell: string, id: string): Key => ({ pk: `area-cell#${cell}`, sk: id }),
  /** An outage. */
  outage: (id: string): Key => ({ pk: `outage#${id}`, sk: 'outage' }),
  /** Leads from an area to an outage that touches it, by the outage's end. */
  outageAt: (areaId: string, endsAt: number, id: string): Key => ({
    pk: `outages-at#${areaId}`,
    sk: `${new Date(endsAt).toISOString()}#${id}`,
  }),
  /** A member of a group of recipients, such as a district's unit officers; also who asks to become one. */
  groupMember: (groupId: string, openid: string): Key => ({ pk: groupPartition(groupId), sk: openid }),
  /** Leads erasure from a follower to the groups. */
  membership: (openid: string, groupId: string): Key => ({ pk: followerPartition(openid), sk: `member#${groupId}` }),
  /** An invitation to a group, by `groupInvitationId`: until when, for how many, who has used it, whether it was revoked. */
  groupInvitation: (id: string): Key => ({ pk: `group-invitation#${id}`, sk: 'invitation' }),
  /** Leads from a group to a notice that its members have to confirm. */
  groupNotice: (groupId: string, noticeId: string): Key => ({ pk: `group-notices#${groupId}`, sk: noticeId }),
  /** The full text of a notice that is to be read on its page. */
  noticeText: (id: string): Key => ({ pk: noticePartition(id), sk: 'text' }),
  /** When a follower is to be looked at next for reminders of one kind. */
  reminder: (openid: string, kind: string, ref: string): Key => ({
    pk: followerPartition(openid),
    sk: `reminder#${kind}#${ref}`,
  }),
  /** A request of the organisation's systems, by caller and idempotency key: its digest and its answer. */
  request: (caller: string, idempotencyKey: string): Key => ({
    pk: `request#${caller}#${digest(idempotencyKey)}`,
    sk: 'request',
  }),
  /** Requests of a caller in one minute (epoch minutes). */
  requestCount: (caller: string, minute: number): Key => ({ pk: `request#${caller}`, sk: `minute#${minute}` }),
  /** A nonce that a caller has used. */
  nonce: (caller: string, nonce: string): Key => ({ pk: `nonce#${caller}#${digest(nonce)}`, sk: 'nonce' }),
  /** An emergency, as followers read it; all in one partition, for there are few. */
  emergency: (id: string): Key => ({ pk: emergencyPartition, sk: id }),
  /** A member of staff who may use the desk. */
  staff: (name: string): Key => ({ pk: `staff#${name}`, sk: 'staff' }),
  /** Tries to sign in at the desk under a name, by the name's digest: what is typed there may be a password. */
  staffTries: (name: string): Key => ({ pk: `staff-tries#${digest(name)}`, sk: 'tries' }),
  /** A value that all instances share, such as the access token. */
  sharedValue: (name: string): Key => ({ pk: `shared#${name}`, sk: 'value' }),
} as const;

/** Bindings and follows of one area and shard in the index, in the order of openids. */
export const areaShardPartition = (areaId: string, shard: number): string => `area#${areaId}#${shard}`;

/** Followers of one shard in the index, in the order of openids. */
export const followingPartition = (shard: number): string => `following#${shard}`;

/** Who has read a notice. */
export const readingPartition = (noticeId: string): string => `reading#${noticeId}`;

/** The members of a group, in the order of openids. */
export const groupPartition = (groupId: string): string => `group#${groupId}`;

/** Reminders of one shard in the index, by time. */
export const reminderPartition = (shard: number): string => `reminders#${shard}`;

/** Everything that belongs to one follower stands in this partition, so that erasure finds it by one query. */
export const followerPartition = (openid: string): string => `follower#${openid}`;

/** All records of one kind that belong to one subject. */
export const recordPartition = (kind: string, subjectHash: string): string => `record#${kind}#${subjectHash}`;

/** Every emergency of the last months. */
export const emergencyPartition = 'emergency#all';

/** A notice, its shards and its tallies. */
export const noticePartition = (id: string): string => `notice#${id}`;

/** The segments of one shard of a notice, in the order of openids. */
export const segmentPartition = (id: string, shard: number): string => `notice#${id}#${twoDigits(shard)}`;

/** Partitions of one slot of receipts. */
export const receiptParts = 8;
export const receiptSlotMs = 10 * 60_000;

/** The receipts that came in the ten minutes around `at`, one part of them. */
export const receiptPartition = (at: number, part: number): string =>
  `receipts#${new Date(at - (at % receiptSlotMs)).toISOString()}#${part}`;

/** Partitions of what is due. */
export const dueParts = 4;

/** One part of what is due, by time. */
export const duePartition = (part: number): string => `due#${part}`;

/**
 * Parts of every audience. A person is in the same shard of every area and every notice, so that two lists of one shard, both in the order of
 * openids, can be merged, compared and freed of doubles while they are read.
 */
export const audienceShards = 16;

const partOf = (text: string, parts: number): number => createHash('sha256').update(text).digest().readUInt8(0) % parts;

/** The shard that a person is in. */
export const shardOf = (openid: string): number => partOf(openid, audienceShards);

/** The index `gsi1` and its keys. */
export const index = {
  name: 'gsi1',
  /** Followers whose erasure is due, by time. */
  erasureDue: (at: number) => ({ gsi1pk: 'erasure-due', gsi1sk: new Date(at).toISOString() }),
  /** Bindings and follows of an area, spread over `audienceShards` partitions, so that ten million of them stay apart. */
  area: (areaId: string, openid: string, id: string) => ({
    gsi1pk: areaShardPartition(areaId, shardOf(openid)),
    gsi1sk: `${openid}#${id}`,
  }),
  /** Everyone who follows, over the same shards. */
  following: (openid: string) => ({ gsi1pk: followingPartition(shardOf(openid)), gsi1sk: openid }),
  /** Notices of a month (Beijing) as staff see them, by time. */
  notices: (at: number, id: string) => ({
    gsi1pk: `notices#${beijingMonth(at)}`,
    gsi1sk: `${new Date(at).toISOString()}#${id}`,
  }),
  /** Invitations to a group, by their end. */
  groupInvitations: (groupId: string, until: number, id: string) => ({
    gsi1pk: `group-invitations#${groupId}`,
    gsi1sk: `${new Date(until).toISOString()}#${id}`,
  }),
  /** The members of staff, by name. */
  staff: (name: string) => ({ gsi1pk: 'staff', gsi1sk: name }),
  /** Reminders to look at, by time, over the same shards. */
  reminders: (at: number, openid: string) => ({
    gsi1pk: reminderPartition(shardOf(openid)),
    gsi1sk: new Date(at).toISOString(),
  }),
  /** Outages of a month (Beijing) as staff see them, by their beginning. */
  outages: (from: number, id: string) => ({
    gsi1pk: `outages#${beijingMonth(from)}`,
    gsi1sk: `${new Date(from).toISOString()}#${id}`,
  }),
} as const;
