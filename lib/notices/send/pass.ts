import type { Segment } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import { endRun, type Run } from './run.ts';
import type { SentSegment } from './segment.ts';
import type { Watch } from './watch.ts';

/** What one pass over a shard needs. */
export interface PassDeps {
  segments: Pick<SegmentStore, 'stream'>;
  sendSegment: (segment: Segment) => Promise<SentSegment>;
  watch: Watch;
  now: () => number;
  /** Segments under way at once: while one is sent, the next is claimed and its people are looked up. */
  atOnce: number;
}

/** What a pass left undone: somebody to try again soon, people who are quiet, segments that another sender has. */
export interface LeftOver {
  isDone: boolean;
  soon: boolean;
  quietUntil?: number;
  busyUntil?: number;
}

const earlier = (one: number | undefined, other: number): number => Math.min(one ?? other, other);

/** Keeps what is left, and the first segment that is not done. */
const createLedger = (run: Run) => {
  const left: LeftOver = { isDone: true, soon: false };
  const underWay = new Set<number>();
  let seen = run.from;
  let firstLeft = Number.POSITIVE_INFINITY;
  const advance = (): void => {
    run.from = Math.min(firstLeft, seen, ...underWay);
  };
  return {
    left,
    begin: (number: number): void => {
      underWay.add(number);
      seen = number + 1;
    },
    end: (number: number, { segment, quietUntil }: SentSegment, now: number): void => {
      underWay.delete(number);
      if (segment.state !== 'done') {
        firstLeft = Math.min(firstLeft, number);
        left.isDone = false;
        if (segment.state === 'sending') left.busyUntil = earlier(left.busyUntil, segment.leaseUntil ?? now);
        else if (quietUntil === undefined) left.soon = true;
      }
      if (quietUntil !== undefined) left.quietUntil = earlier(left.quietUntil, quietUntil);
      advance();
    },
  };
};

const isAnothers = ({ state, leaseUntil = 0 }: Segment, now: number): boolean =>
  state === 'sending' && leaseUntil > now;

/** Goes once over the segments that are not done, from the first such one, some at a time. */
export const passOver = async (deps: PassDeps, run: Run): Promise<LeftOver> => {
  const { segments, sendSegment, watch, now, atOnce } = deps;
  const ledger = createLedger(run);
  const underWay = new Set<Promise<void>>();

  const start = (segment: Segment): void => {
    ledger.begin(segment.number);
    const work = sendSegment(segment)
      .then((sent) => ledger.end(segment.number, sent, now()))
      .catch((error: unknown) => endRun(run, { kind: 'broken', error }))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  try {
    for await (const segment of segments.stream(run.notice.id, run.shard, run.from)) {
      if (run.end !== undefined || run.full !== undefined || now() >= run.until) break;
      if (segment.state === 'done' || isAnothers(segment, now())) {
        ledger.begin(segment.number);
        ledger.end(segment.number, { segment }, now());
        continue;
      }
      watch.glance();
      start(segment);
      if (underWay.size >= atOnce) await Promise.race(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (run.end === undefined && run.full !== undefined) endRun(run, run.full);
  if (run.end === undefined && now() >= run.until) endRun(run, { kind: 'time' });
  return ledger.left;
};
