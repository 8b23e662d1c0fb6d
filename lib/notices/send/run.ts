import type { Template } from '../../platform/profile/notices.ts';
import type { Capped } from '../audience/caps.ts';
import type { Channel } from '../channels/channel.ts';
import type { Notice, Reason } from '../model.ts';
import type { Pace } from '../pace.ts';

/**
 * Why a sender ends before its shard is through: `time` is over, the notice was `stopped` or has to be for a reason, another has `lost` it the shard,
 * or nothing may be tried before `until`.
 */
export type End =
  | { kind: 'time' }
  | { kind: 'stopped' }
  | { kind: 'refused'; reason: Reason }
  | { kind: 'lost' }
  /** The table, or our own code: the job is to come again. */
  | { kind: 'broken'; error: unknown }
  /** `askedAt`: when what WeChat refused for its quota was sent. */
  | { kind: 'wait'; until: number; why: WaitReason; askedAt?: number };

/** `quota-refused`: WeChat said so (45009); `quota`: the channel is closed already, or the lane has no room left today. */
export type WaitReason = 'quota' | 'quota-refused' | 'quiet-hours' | 'no-answer' | 'too-fast';

/** One sender's work on one shard. */
export interface Run {
  readonly notice: Notice;
  readonly template: Template;
  readonly channel: Channel;
  readonly shard: number;
  readonly holder: string;
  readonly pace: Pace;
  /** Who has had as many bulk notices on the day as a person gets, since the audience was frozen. */
  readonly capped: Capped;
  /** How long a claimed segment stays its sender's, in milliseconds. */
  readonly segmentLeaseMs: number;
  /** All receipts that were written before are joined; epoch milliseconds, 0 before the first joining. */
  readonly joinedUntil: number;
  /** Epoch milliseconds after which no further segment is begun. */
  readonly until: number;
  /** The first end that was met; messages that have not gone out then stay for the next sender. */
  end?: End;
  /** The end once the segments under way are sent: the lane has no room left today, but they have theirs. */
  full?: End;
  /** The first segment that is not done. */
  from: number;
}

/** Ends the run, and lets what waits for its turn see it; the first reason stays, but for a stop, which goes before any wait. */
export const endRun = (run: Run, end: End): void => {
  run.pace.open();
  if (run.end === undefined || (run.end.kind === 'wait' && end.kind !== 'wait')) run.end = end;
};
