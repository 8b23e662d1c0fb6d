import { AppError } from '../../platform/errors.ts';
import { type TemplateIds, templateIdOf } from '../channels/template-ids.ts';
import type { Gate } from '../gate.ts';
import { type Fact, merge } from '../merge.ts';
import { awaitedMost } from '../progress.ts';
import type { AwaitedMessages, MessageName } from '../receipts/awaited.ts';
import type { Delivery, Segment } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import { firstTriedAt, isAwaited, isLeft, isRemembered, lookAgainMs, type Memory, stateOf } from './left.ts';
import type { Messages } from './messages.ts';
import { createRoom } from './room.ts';
import { endRun, type Run } from './run.ts';
import { createWanting, type WantingDeps } from './wanting.ts';

/** What sending a segment needs. */
export interface SegmentSenderDeps extends WantingDeps {
  segments: Pick<SegmentStore, 'get' | 'claim' | 'record'>;
  awaited: Pick<AwaitedMessages, 'note'>;
  gate: Pick<Gate, 'take' | 'giveBack'>;
  templateIds: TemplateIds;
}

/** A segment after it was sent, or as somebody else has it; until when its people are quiet, if some are. */
export interface SentSegment {
  segment: Segment;
  quietUntil?: number;
}

type Facts = Map<string, Fact>;

const tries = 8;
/** A segment that takes longer writes down in between what it knows, so that senders that die again and again get on all the same. */
const checkpointMs = 2000;
const memoryOf = (run: Run, { sentAt, deliveries }: Pick<Segment, 'sentAt' | 'deliveries'>, now: number): Memory => ({
  repeatable: run.channel.repeatable,
  sentAt,
  joinedUntil: run.joinedUntil,
  othersAcknowledged: deliveries.every(({ code }) => code !== 'a'),
  now,
});

/** Nobody knows how far a sender got that died, longer ago than WeChat remembers: these stay unknown until their receipts come. */
const forgotten = (segment: Segment): Facts =>
  new Map(segment.deliveries.filter(({ code }) => code === '.').map(({ openid }) => [openid, { code: 'u' }]));

/** Sends the segments of a run. */
export const createSegmentSender = (deps: SegmentSenderDeps, run: Run, messages: Messages) => {
  const { segments, awaited, templateIds, now } = deps;
  const { notice, template } = run;
  const wanting = createWanting(deps, run);
  const room = createRoom(deps.gate, run, now);

  /** Who of the segment has not got it yet. */
  const leftOf = (segment: Segment): string[] => {
    const memory = memoryAt(segment);
    return segment.deliveries.filter((delivery) => isLeft(delivery, memory)).map(({ openid }) => openid);
  };

  /** Writes down what is known so far, at most once in `checkpointMs`. That it fails is of no account: the record at the end tries again. */
  const checkpointsOf = (claimed: Segment, facts: Facts) => {
    let current = claimed;
    let at = now();
    let writing: Promise<void> | undefined;
    return {
      pass: (): void => {
        if (writing !== undefined || now() - at < checkpointMs) return;
        at = now();
        writing = segments
          .record(current, merge(current.deliveries, facts))
          .then((recorded) => {
            current = recorded ?? current;
          })
          .catch(() => {})
          .finally(() => {
            writing = undefined;
          });
      },
      end: async (): Promise<Segment> => {
        await writing;
        return current;
      },
    };
  };

  /** Sends to all of them, and gives the segment as it stands after its last checkpoint. */
  const sendAll = async (claimed: Segment, openids: readonly string[], facts: Facts): Promise<Segment> => {
    const checkpoints = checkpointsOf(claimed, facts);
    const results = await Promise.allSettled(
      openids.map(async (openid) => {
        const fact = await messages.send(openid);
        if (fact !== undefined) facts.set(openid, fact);
        checkpoints.pass();
      }),
    );
    const broken = results.find((result) => result.status === 'rejected');
    // What was sent is recorded all the same; the run ends, and its job comes again.
    if (broken !== undefined) endRun(run, { kind: 'broken', error: broken.reason });
    return checkpoints.end();
  };

  const noteAwaited = async (segment: Segment, facts: Facts): Promise<void> => {
    if (notice.shards > 1 || (notice.people ?? 0) > awaitedMost) return;
    const templateId = templateIdOf(notice.template, template, templateIds);
    const notes = [...facts].filter(([, { code }]) => code === 'a' || code === 'u');
    await Promise.all(
      notes.map(async ([openid, { messageId }]) => {
        const name: MessageName | undefined = messageId ? { messageId } : templateId ? { templateId } : undefined;
        if (name === undefined) return;
        const { shard, number, sentAt = now() } = segment;
        await awaited.note(name, { openid, noticeId: notice.id, shard, number, template: notice.template, sentAt });
      }),
    );
  };

  /** Writes down what became known, into whatever others have written meanwhile: a receipt, or a sender that took the segment over. */
  const record = async (claimed: Segment, facts: Facts): Promise<Segment> => {
    let current = claimed;
    for (let round = 0; round < tries; round += 1) {
      const deliveries = merge(current.deliveries, facts);
      const isOurs = current.state !== 'sending' || current.leaseUntil === claimed.leaseUntil;
      const state = isOurs ? stateOf(deliveries, memoryOf(run, { ...current, deliveries }, now())) : current.state;
      const recorded = await segments.record(current, deliveries, state);
      if (recorded !== undefined) return recorded;
      const { noticeId, shard, number } = claimed;
      current = (await segments.get(noticeId, shard, number)) ?? current;
    }
    throw new AppError('table_busy', 'retry', 'the segment is being written again and again');
  };

  const sendClaimed = async (claimed: Segment, capped: ReadonlySet<string>, facts: Facts): Promise<SentSegment> => {
    const { wants, wakeTimes } = await wanting(leftOf(claimed), capped, facts);
    const { going, settle } = await room.takeFor(wants);
    const current = await sendAll(claimed, going, facts);
    await noteAwaited(claimed, facts);
    const [segment] = await Promise.all([record(current, facts), settle(facts)]);
    return sentOf(segment, wakeTimes);
  };

  /** The segment, and until when it is left alone: people are quiet, or nothing can be done before receipts come. */
  const sentOf = (segment: Segment, wakeTimes: readonly number[]): SentSegment => {
    const waits = !hasLeft(segment) && segment.deliveries.some((delivery) => isAwaited(delivery, memoryAt(segment)));
    const times = waits ? [...wakeTimes, now() + lookAgainMs] : wakeTimes;
    return times.length === 0 ? { segment } : { segment, quietUntil: Math.min(...times) };
  };

  const memoryAt = (segment: Segment): Memory => memoryOf(run, segment, now());

  const mayHaveGone = (segment: Segment): boolean => segment.state === 'sending' && !isRemembered(memoryAt(segment));

  const hasLeft = (segment: Segment): boolean =>
    segment.deliveries.some((delivery: Delivery) => isLeft(delivery, memoryAt(segment)));

  return async (segment: Segment): Promise<SentSegment> => {
    const facts = mayHaveGone(segment) ? forgotten(segment) : new Map<string, Fact>();
    const isThrough = segment.state !== 'sending' && !hasLeft(segment);
    if (isThrough && stateOf(segment.deliveries, memoryAt(segment)) === 'ready') return sentOf(segment, []);
    if (facts.size > 0 || isThrough) return sentOf(await record(segment, facts), []);
    // Asked here and not after the claim, for segments are begun in the order in which the lists of other notices are read.
    const asked = run.capped(segment.deliveries.map(({ openid }) => openid));
    asked.catch(() => {});
    const claimed = await segments.claim(segment, now() + run.segmentLeaseMs, firstTriedAt(segment, memoryAt(segment)));
    if (claimed === undefined) return { segment };
    return sendClaimed(claimed, await asked, facts);
  };
};
