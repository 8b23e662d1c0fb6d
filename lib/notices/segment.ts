/**
 * Recipients in one item. With openids of 28 characters the item stays below 3 KB before the sends and below 4 KB after,
 * so that freezing, claiming and recording 96 people costs ten write units.
 */
export const segmentSize = 96;

/**
 * What became of one recipient, a letter each so that a segment's results are one short string:
 * `.` not tried yet · `a` accepted by WeChat · `d` delivered · `b` blocked by the follower · `f` failed at WeChat's ·
 * `n` not following · `r` refused, or no consent left · `o` opted out since the audience was frozen · `c` has had as many bulk
 * notices on the day as a person gets · `q` waits for the end of their quiet hours ·
 * `u` unknown: sent, and no answer came · `x` refused for a reason of this one message.
 */
export type DeliveryCode = '.' | 'a' | 'd' | 'b' | 'f' | 'n' | 'r' | 'o' | 'c' | 'q' | 'u' | 'x';

/** What became of the text message instead: ` ` none · `p` claimed, and nothing known since · `s` sent · `-` nobody agreed to one, or no number · `e` failed. */
export type SmsCode = ' ' | 'p' | 's' | '-' | 'e';

/** WeChat could not, or may not, deliver these: a text message may take its place. Who left by our own knowledge too agreed to none any more. */
export const unreachedCodes: ReadonlySet<DeliveryCode> = new Set(['b', 'f', 'n', 'r', 'x']);

/** One recipient of a segment. */
export interface Delivery {
  openid: string;
  code: DeliveryCode;
  sms: SmsCode;
  /** The id that WeChat gave the message, a number of up to 64 bits; absent before, and where it gave none. */
  messageId?: string;
}

/** A segment as stored. */
export interface Segment {
  noticeId: string;
  shard: number;
  number: number;
  deliveries: Delivery[];
  /** `ready` → `sending` (claimed until `leaseUntil`) → `done`; `done` with some left to try is `ready` again. */
  state: 'ready' | 'sending' | 'done';
  leaseUntil?: number;
  /** Whether it is the shard's last. */
  last: boolean;
  /** Goes up with each write: the condition of the next. */
  version: number;
  /** When its messages went out, in epoch milliseconds. */
  sentAt?: number;
  /** Days after which it is forgotten; absent where that is the usual time. */
  keptDays?: number;
}

/** A segment's attributes in the table. */
export interface SegmentItem {
  /** Openids in their order, a line each. */
  people: string;
  codes?: string;
  sms?: string;
  /** Message ids, 8 bytes each, big-endian; 0 for none. */
  ids?: Uint8Array;
  state: Segment['state'];
  leaseUntil?: number;
  last?: true;
  version: number;
  sentAt?: number;
  keptDays?: number;
}

const idBytes = 8;

const packIds = (deliveries: readonly Delivery[]): Uint8Array | undefined => {
  if (deliveries.every(({ messageId }) => messageId === undefined)) return undefined;
  const bytes = new DataView(new ArrayBuffer(deliveries.length * idBytes));
  for (const [place, { messageId }] of deliveries.entries())
    bytes.setBigUint64(place * idBytes, BigInt(messageId ?? 0));
  return new Uint8Array(bytes.buffer);
};

const unpackId = (ids: Uint8Array | undefined, place: number): string | undefined => {
  if (ids === undefined) return undefined;
  const id = new DataView(ids.buffer, ids.byteOffset, ids.byteLength).getBigUint64(place * idBytes);
  return id === 0n ? undefined : String(id);
};

/** A segment's results as its item holds them. A message id that is no number of 64 bits is left out: its receipt is joined by the openid. */
export const packDeliveries = (
  deliveries: readonly Delivery[],
): Pick<SegmentItem, 'people' | 'codes' | 'sms' | 'ids'> => {
  const codes = deliveries.map(({ code }) => code).join('');
  const sms = deliveries.map((delivery) => delivery.sms).join('');
  const ids = packIds(deliveries);
  return {
    people: deliveries.map(({ openid }) => openid).join('\n'),
    ...(/[^.]/.test(codes) ? { codes } : {}),
    ...(sms.trim() === '' ? {} : { sms }),
    ...(ids === undefined ? {} : { ids }),
  };
};

/** The recipients of an item, each with what became of them. */
export const unpackDeliveries = ({ people, codes, sms, ids }: SegmentItem): Delivery[] =>
  people.split('\n').map((openid, place) => {
    const messageId = unpackId(ids, place);
    return {
      openid,
      code: (codes?.[place] ?? '.') as DeliveryCode,
      sms: (sms?.[place] ?? ' ') as SmsCode,
      ...(messageId === undefined ? {} : { messageId }),
    };
  });

/** How many of each code, text messages included, such as `a` → 90, `sms:s` → 2. */
export const countsOf = (deliveries: readonly Delivery[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const { code, sms } of deliveries) {
    add(code);
    if (sms !== ' ') add(`sms:${sms}`);
  }
  return counts;
};
