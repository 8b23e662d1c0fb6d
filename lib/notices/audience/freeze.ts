import { defaultPreferences, type NoticePreferencesStore } from '../../followers/notice-preferences.ts';
import type { Notice } from '../model.ts';
import { segmentSize } from '../segment.ts';
import type { CountedSoFar, SegmentStore } from '../segments.ts';
import type { FrozenShard } from '../shards.ts';
import { type Admitted, admit } from './admit.ts';
import { type CapDeps, openCap } from './caps.ts';
import { mergeByOpenid } from './merge.ts';
import { listsOf, type SourceDeps } from './sources.ts';

/** What freezing takes. `choiceOf` gives the choice by which followers switch a template off. */
export interface FreezeDeps extends Omit<SourceDeps, 'segments' | 'notices'>, Omit<CapDeps, 'segments' | 'notices'> {
  notices: SourceDeps['notices'] & CapDeps['notices'];
  segments: Pick<SegmentStore, 'create' | 'last' | 'stream'>;
  preferences: Pick<NoticePreferencesStore, 'ofMany'>;
  choiceOf: (template: string) => string | undefined;
}

/** `overtaken`: another wrote the segment that was next. */
export type FreezeOutcome = { kind: 'frozen'; counts: FrozenShard } | { kind: 'again' } | { kind: 'overtaken' };

/** Where a shard stands: its last segment, as far as one is stored. */
type Stored = Awaited<ReturnType<SegmentStore['last']>>;

const peopleUpTo = (stored: Stored): number =>
  stored === undefined ? 0 : stored.number * segmentSize + stored.deliveries.length;

const segmentsUpTo = (stored: Stored): number => (stored === undefined ? 0 : stored.number + 1);

/** Writes segments after the last that is stored. All but the last are full, so that a number says how many people are before it. */
const createWriter = (segments: FreezeDeps['segments'], { id }: Notice, shard: number, stored: Stored) => {
  let waiting: Admitted[] = [];
  let [people, number] = [peopleUpTo(stored), segmentsUpTo(stored)];

  const write = async (some: Admitted[], isLast: boolean, { accounts, optedOut }: CountedSoFar): Promise<boolean> => {
    const openids = some.map(({ openid }) => openid);
    if (!(await segments.create(id, shard, number, openids, isLast, { accounts, optedOut }))) return false;
    people += some.length;
    number += 1;
    return true;
  };

  return {
    /** False when another wrote the next segment. A full one waits for one more person, or it may be the last. */
    take: async (admitted: Admitted[]): Promise<boolean> => {
      waiting.push(...admitted);
      for (; waiting.length > segmentSize; waiting = waiting.slice(segmentSize)) {
        const some = waiting.slice(0, segmentSize);
        if (!(await write(some, false, some.at(-1) as Admitted))) return false;
      }
      return true;
    },
    /** Writes who is left, with the counts of everybody who was looked at. */
    finish: async (counted: CountedSoFar): Promise<FreezeOutcome> => {
      if (waiting.length > 0 && !(await write(waiting, true, counted))) return { kind: 'overtaken' };
      const { accounts, optedOut } = counted;
      return { kind: 'frozen', counts: { people, accounts, optedOut, segments: number } };
    },
  };
};

/** Followers are listed while they follow. */
const asListed: FreezeDeps['preferences'] = {
  ofMany: async (openids) =>
    new Map(openids.map((openid) => [openid, { following: true, tier: 'visitor', preferences: defaultPreferences }])),
};

/** What is looked up of each person: nothing for a notice to everyone that nobody can switch off, so that an emergency loses no time. Sending looks again. */
const preferencesFor = ({ preferences, choiceOf }: FreezeDeps, { audience, template }: Notice) =>
  audience.of === 'everyone' && choiceOf(template) === undefined ? asListed : preferences;

const freezeFrom = async (
  deps: FreezeDeps,
  notice: Notice,
  shard: number,
  { stored, until }: From,
): Promise<FreezeOutcome> => {
  const after = stored?.deliveries.at(-1)?.openid;
  const [capped, lists] = await Promise.all([
    openCap(deps, notice, shard),
    listsOf(deps, notice.audience, { shard, after }),
  ]);
  const writer = createWriter(deps.segments, notice, shard, stored);
  const choice = deps.choiceOf(notice.template);
  const preferences = preferencesFor(deps, notice);
  let counted = { accounts: stored?.accounts ?? 0, optedOut: stored?.optedOut ?? 0 };
  for await (const batch of admit({ preferences, capped, choice }, mergeByOpenid(lists), counted)) {
    counted = batch.counted;
    if (!(await writer.take(batch.admitted))) return { kind: 'overtaken' };
    if (deps.now() >= until) return { kind: 'again' };
  }
  return writer.finish(counted);
};

/** Where a run begins, and when it has to end, in epoch milliseconds. */
interface From {
  stored: Stored;
  until: number;
}

/**
 * Freezes one shard of an audience, or as much of it as there is time for: each person once, in segments in the order of openids.
 * What was stored before, by a run that died or by another that runs at this moment, is gone on from.
 */
export const freezeShard = async (
  deps: FreezeDeps,
  notice: Notice,
  shard: number,
  until: number,
): Promise<FreezeOutcome> => {
  for (;;) {
    const stored = await deps.segments.last(notice.id, shard);
    if (stored?.last) return createWriter(deps.segments, notice, shard, stored).finish(stored);
    const outcome = await freezeFrom(deps, notice, shard, { stored, until });
    if (outcome.kind !== 'overtaken') return outcome;
    if (deps.now() >= until) return { kind: 'again' };
  }
};
