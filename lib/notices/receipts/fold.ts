import type { Log } from '../../platform/log.ts';
import type { Template } from '../../platform/profile/notices.ts';
import type { ActiveNotices } from '../active.ts';
import { type TemplateIds, templateIdOf } from '../channels/template-ids.ts';
import type { Notice } from '../model.ts';
import type { PushQueues } from '../port.ts';
import type { SegmentStore } from '../segments.ts';
import type { NoticeStore } from '../store.ts';
import type { Tallies } from '../tallies.ts';
import type { ReceiptBatches } from './batches.ts';
import type { FoldCursor, FoldCursors } from './cursor.ts';
import { type FoldedShard, foldShard } from './fold-shard.ts';
import { type ReceiptsByPerson, type TakenReceipts, takeReceipts } from './taken.ts';

/** What joining receipts needs. */
export interface FoldDeps {
  notices: Pick<NoticeStore, 'get'>;
  segments: Pick<SegmentStore, 'get' | 'stream' | 'record'>;
  tallies: Pick<Tallies, 'versions' | 'record'>;
  active: Pick<ActiveNotices, 'remove'>;
  queues: Pick<PushQueues, 'fold' | 'fallBack'>;
  batches: Pick<ReceiptBatches, 'read'>;
  cursors: FoldCursors;
  templates: Readonly<Record<string, Template>>;
  templateIds: TemplateIds;
  now: () => number;
  log: Log;
  /** Receipts of one pass, 50,000 when absent: about 15 MB. */
  mostReceipts?: number;
}

/** Writers' clocks differ, and a write takes its time: what was written in the last minute is read again. */
const overlapMs = 60_000;
/** A receipt that a segment under way may want is kept for so long; by then its sender has ended or been taken over. */
const heldMs = 30 * 60_000;
/** After two days no receipt comes any more. */
const receiptsMs = 48 * 3_600_000;
/** Text messages that could not go, for WeChat's or the operator's pace, are asked for again. */
const askAgainMs = 30 * 60_000;
const spareMs = 20_000;

const atOnce = 4;

/** Does `work` for each, four at once. */
const forEach = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

const firstCursor = (notice: Notice): FoldCursor => ({
  at: (notice.startedAt ?? notice.createdAt) - overlapMs,
  open: Array.from({ length: notice.shards }, () => 0),
  asked: Array.from({ length: notice.shards }, () => ({ people: 0, at: 0 })),
});

const sum = (shards: readonly FoldedShard[], of: 'waiting' | 'unreached'): number =>
  shards.reduce((total, shard) => total + shard[of], 0);

const earliest = (times: readonly (number | undefined)[]): number =>
  Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));

const nobody: ReceiptsByPerson = new Map();

const foldPass = async (deps: FoldDeps, notice: Notice, cursor: FoldCursor, taken: TakenReceipts) => {
  const template = deps.templates[notice.template];
  const folded: FoldedShard[] = [];
  const shards = Array.from({ length: notice.shards }, (_, shard) => shard);
  await forEach(shards, async (shard) => {
    folded[shard] = await foldShard(deps, {
      notice,
      templateId: template && templateIdOf(notice.template, template, deps.templateIds),
      textsFollow: Boolean(template?.sms?.templateId),
      shard,
      from: cursor.open[shard] ?? 0,
      receipts: taken.byShard.get(shard) ?? nobody,
      counted: await deps.tallies.versions(notice.id, shard),
    });
  });
  return folded;
};

/** Has text messages sent where more people wait for one than last time, or some have waited for long. */
const askForTexts = async (
  { queues, now }: FoldDeps,
  { id, state }: Notice,
  { asked }: FoldCursor,
  folded: readonly FoldedShard[],
): Promise<FoldCursor['asked']> => {
  if (state !== 'sending' && state !== 'sent') return asked;
  return Promise.all(
    folded.map(async ({ unreached }, shard) => {
      const before = asked[shard] ?? { people: 0, at: 0 };
      if (unreached === 0) return { people: 0, at: 0 };
      if (unreached <= before.people && now() - before.at < askAgainMs) return before;
      await queues.fallBack(id, shard);
      return { people: unreached, at: now() };
    }),
  );
};

const isOver = ({ state, sentAt }: Notice, folded: readonly FoldedShard[], now: number): boolean => {
  if (state !== 'sent') return state === 'cancelled' || state === 'refused';
  return sum(folded, 'waiting') + sum(folded, 'unreached') === 0 || now - (sentAt ?? now) > receiptsMs;
};

/** One fold under way. */
interface Fold {
  notice: Notice;
  cursor: FoldCursor;
  startedAt: number;
  /** Where the next pass begins to read; undefined after the last. */
  from: number | undefined;
  /** The earliest writing of a receipt that had to wait. */
  heldAt: number;
  folded: FoldedShard[];
}

const begin = async (deps: FoldDeps, notice: Notice): Promise<Fold> => {
  const cursor = (await deps.cursors.get(notice.id)) ?? firstCursor(notice);
  return { notice, cursor, startedAt: deps.now(), from: cursor.at, heldAt: Number.POSITIVE_INFINITY, folded: [] };
};

/** The cursor never goes beyond what may still be written late, nor beyond a receipt that had to wait. */
const cursorAt = ({ startedAt, from, heldAt, cursor }: Fold): number =>
  Math.max(cursor.at, Math.min(from ?? startedAt, startedAt - overlapMs, Math.max(heldAt, startedAt - heldMs)));

const nextPass = async (deps: FoldDeps, fold: Fold, from: number): Promise<Fold> => {
  const { notice, cursor, startedAt } = fold;
  const most = deps.mostReceipts ?? 50_000;
  const taken = await takeReceipts(deps.batches, { from, to: startedAt, most, shards: notice.shards });
  const folded = await foldPass(deps, notice, cursor, taken);
  const heldAt = Math.min(fold.heldAt, earliest(folded.map((shard) => shard.heldAt)));
  const asked = taken.until === undefined ? await askForTexts(deps, notice, cursor, folded) : cursor.asked;
  const after = { ...fold, from: taken.until, heldAt, folded };
  const open = folded.map((shard) => shard.open);
  return { ...after, cursor: { at: cursorAt(after), open, asked } };
};

const nothing: TakenReceipts = { byShard: new Map(), until: undefined };

/**
 * Whether nothing is awaited any more of a notice to few people: as a rule its receipts have settled it as they came. Looking for them among all that
 * came meanwhile would cost each such notice as much as all others together.
 */
const isSettled = async (deps: FoldDeps, { notice, cursor, startedAt }: Fold): Promise<boolean> =>
  notice.shards === 1 &&
  notice.state === 'sent' &&
  isOver(notice, await foldPass(deps, notice, cursor, nothing), startedAt);

const end = async ({ active, log }: FoldDeps, { notice, folded, startedAt }: Fold): Promise<void> => {
  const figures = { waiting: sum(folded, 'waiting'), unreached: sum(folded, 'unreached') };
  log.info('push_folded', { notice: notice.id, ...figures });
  if (isOver(notice, folded, startedAt)) await active.remove(notice.id);
};

/**
 * Joins the receipts that have come since the last time to a notice's segments, each message with its own, and has text messages sent to those whom
 * WeChat could not reach. Repeatable, and safe twice at once; receipts may come early, late, doubled and in any order. A notice of which nothing more
 * is awaited is no longer under way. Near its time limit it queues itself again.
 */
export const createFold =
  (deps: FoldDeps) =>
  async (noticeId: string, remainingMs: () => number): Promise<void> => {
    const notice = await deps.notices.get(noticeId);
    if (notice === undefined) return deps.active.remove(noticeId);
    let fold = await begin(deps, notice);
    if (await isSettled(deps, fold)) return deps.active.remove(noticeId);
    while (fold.from !== undefined) {
      if (remainingMs() < spareMs) return deps.queues.fold(noticeId);
      fold = await nextPass(deps, fold, fold.from);
      await deps.cursors.put(noticeId, fold.cursor);
    }
    await end(deps, fold);
  };
