import { AppError } from '../../platform/errors.ts';
import type { Notice } from '../model.ts';
import { countsOf, type Delivery, type Segment, unreachedCodes } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { Tallies } from '../tallies.ts';
import { awaitsReceipt, joinReceipts, mayBeOf, type SentMessage } from './join.ts';
import type { ReceiptsByPerson } from './taken.ts';

/** What is folded into one shard. */
export interface ShardFold {
  notice: Pick<Notice, 'id' | 'channel' | 'startedAt' | 'createdAt'>;
  templateId: string | undefined;
  /** Whether those whom WeChat could not reach may get a text message. */
  textsFollow: boolean;
  shard: number;
  /** The first segment to look at. */
  from: number;
  receipts: ReceiptsByPerson;
  /** The versions at which segments were counted, by number. */
  counted: ReadonlyMap<number, number>;
}

/** Where segments and their counts are. */
export interface FoldStores {
  segments: Pick<SegmentStore, 'get' | 'stream' | 'record'>;
  tallies: Pick<Tallies, 'record'>;
}

/** How a shard stands after a fold. */
export interface FoldedShard {
  /** People who may yet get a receipt, or have not been tried. */
  waiting: number;
  /** People whom WeChat could not reach and who have not been looked at for a text message. */
  unreached: number;
  /** The first segment with any of these. */
  open: number;
  /** The earliest writing of a receipt that could not be joined yet, since its segment is being sent. */
  heldAt: number | undefined;
}

const tries = 5;

const messageOf = ({ notice, templateId }: ShardFold, { sentAt }: Segment): SentMessage => ({
  channel: notice.channel,
  templateId,
  sentAt: sentAt ?? notice.startedAt ?? notice.createdAt,
});

/**
 * A segment that nobody has tried yet. A sender takes up to eight at once, so that a crash may leave some between others; after so many in a row none
 * has been tried.
 */
const mostUntouched = 32;

const isUntouched = ({ state, deliveries }: Segment): boolean =>
  state === 'ready' && deliveries.every(({ code }) => code === '.');

/** Joins what has come to a segment; read again when somebody else has written it. */
const join = async (
  segments: Pick<SegmentStore, 'get' | 'record'>,
  fold: ShardFold,
  first: Segment,
): Promise<Segment> => {
  let segment = first;
  for (let round = 0; round < tries; round += 1) {
    const receiptsOf = (openid: string) => (fold.receipts.get(openid) ?? []).map(({ receipt }) => receipt);
    const joined =
      segment.state === 'sending' ? undefined : joinReceipts(segment.deliveries, receiptsOf, messageOf(fold, segment));
    if (joined === undefined) return segment;
    const recorded = await segments.record(segment, joined);
    if (recorded !== undefined) return recorded;
    segment = (await segments.get(segment.noticeId, segment.shard, segment.number)) ?? segment;
  }
  throw new AppError('table_busy', 'retry', 'a segment is being written again and again');
};

/** When the earliest receipt was written that a segment under way may still want. */
const heldBy = (fold: ShardFold, segment: Segment): number | undefined => {
  if (segment.state !== 'sending') return undefined;
  const message = messageOf(fold, segment);
  const held = segment.deliveries.flatMap(({ openid }) =>
    (fold.receipts.get(openid) ?? []).filter(({ receipt }) => mayBeOf(message, receipt)),
  );
  return held.length === 0 ? undefined : Math.min(...held.map(({ writtenAt }) => writtenAt));
};

const isWaiting = ({ channel }: ShardFold['notice'], delivery: Delivery): boolean => {
  if (channel === 'customer-service') return delivery.code === '.' || delivery.code === 'q';
  return awaitsReceipt(delivery) || delivery.code === '.' || delivery.code === 'q';
};

const isUnreached = ({ textsFollow }: ShardFold, { code, sms }: Delivery): boolean =>
  textsFollow && sms === ' ' && unreachedCodes.has(code);

const earlier = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

const withSegment = (folded: FoldedShard, fold: ShardFold, segment: Segment): FoldedShard => {
  const waiting = segment.deliveries.filter((delivery) => isWaiting(fold.notice, delivery)).length;
  const unreached = segment.deliveries.filter((delivery) => isUnreached(fold, delivery)).length;
  const isFirst = folded.waiting + folded.unreached === 0;
  return {
    waiting: folded.waiting + waiting,
    unreached: folded.unreached + unreached,
    open: isFirst ? segment.number + (waiting + unreached === 0 ? 1 : 0) : folded.open,
    heldAt: earlier(folded.heldAt, heldBy(fold, segment)),
  };
};

/** Segments before anything was tried. */
const untried = 1;

/** Counts a segment whose last writer died before counting it: nobody else may write it again. */
const countLeftBehind = async (tallies: FoldStores['tallies'], fold: ShardFold, segment: Segment): Promise<void> => {
  const counted = fold.counted.get(segment.number) ?? untried;
  if (segment.version > counted) await tallies.record(segment, countsOf(segment.deliveries));
};

/**
 * Joins receipts to one shard's segments, one write for each that changes; a segment that is being sent is left to its sender. Counts what was left
 * uncounted.
 * Throws `AppError('table_busy', 'retry')` when others write a segment again and again.
 */
export const foldShard = async ({ segments, tallies }: FoldStores, fold: ShardFold): Promise<FoldedShard> => {
  let folded: FoldedShard = { waiting: 0, unreached: 0, open: fold.from, heldAt: undefined };
  let untouched = 0;
  for await (const segment of segments.stream(fold.notice.id, fold.shard, fold.from)) {
    untouched = isUntouched(segment) ? untouched + 1 : 0;
    const joined = await join(segments, fold, segment);
    if (joined === segment) await countLeftBehind(tallies, fold, segment);
    folded = withSegment(folded, fold, joined);
    if (untouched === mostUntouched) return folded;
  }
  return folded;
};
