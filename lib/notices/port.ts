import type { Lane, Notice, NoticeDraft, Reason } from './model.ts';
import type { Delivery } from './segment.ts';

/** A notice as the follower will see it. */
export interface Preview {
  /** The template's title. */
  title: string;
  /** Each field by its label, in the template's order. */
  lines: { label: string; value: string }[];
  /** Full address that the card opens. */
  link?: string;
  /** The text message for those whom WeChat could not reach, where the template has one. */
  sms?: string;
}

/** What is wrong with a field of a notice, by the template's field key; found before anything is sent. */
export interface FieldFault {
  field: string;
  /** `missing`, `unknown`, `too_long`, `bad_format`. */
  code: string;
  /** English, with the limit. */
  message: string;
}

/** What became of a notice so far; sums of what its segments hold, so they cannot drift. */
export interface Figures {
  people: number;
  accounts: number;
  optedOut: number;
  /** Not tried yet. */
  waiting: number;
  /** Taken by WeChat, whatever came of it later: the sum of `delivered`, `blocked`, `failed`, and those whose receipt has not come. */
  accepted: number;
  delivered: number;
  blocked: number;
  failed: number;
  notFollowing: number;
  refused: number;
  /** Opted out after the audience was frozen, or had as many bulk notices on the day by then as a person gets. */
  declined: number;
  /** Waiting for the end of their quiet hours. */
  quiet: number;
  unknown: number;
  rejected: number;
  smsSent: number;
  smsFailed: number;
  /** Neither WeChat nor SMS: nobody agreed to a text message, or there is no number. */
  smsNone: number;
  read: number;
}

/** What became of something asked of a notice in a state that may not allow it. */
export type ChangeOutcome =
  | { kind: 'changed'; notice: Notice }
  | { kind: 'refused'; state: Notice['state'] }
  | { kind: 'unknown' };

/**
 * The push engine, as services and doors use it. All of it may be repeated: a draft by its id, a change by the state it leads to.
 */
export interface Notices {
  /** What is wrong with the draft's fields for its template, in the order of the template; empty when nothing is. */
  faultsOf(draft: Pick<NoticeDraft, 'template' | 'fields'>): FieldFault[];
  preview(draft: Pick<NoticeDraft, 'template' | 'fields' | 'link'>): Preview;
  /**
   * Stores the notice and has its audience frozen and counted. Throws `AppError('bad_fields', 'reject')`, `AppError('unknown_template', 'reject')`,
   * `AppError('bad_audience', 'reject')` (no areas named, more people than a segment holds). The stored notice where the id is known already.
   */
  draft(draft: NoticeDraft): Promise<Notice>;
  get(id: string): Promise<Notice | undefined>;
  /** Notices of a month (`2026-11`), the newest first; those to a few people are not among them. */
  list(month: string): Promise<Notice[]>;
  /** Lets a notice that is ready or held go out, at once or at its hour. `by` is written down. */
  confirm(id: string, by: string): Promise<ChangeOutcome>;
  stop(id: string, by: string, reason?: Reason): Promise<ChangeOutcome>;
  resume(id: string, by: string): Promise<ChangeOutcome>;
  /** Before it has begun to go out. */
  cancel(id: string, by: string): Promise<ChangeOutcome>;
  figures(id: string): Promise<Figures>;
  /** Everybody the notice is to reach, with what became of each; segment by segment, in flat memory. */
  deliveries(id: string): AsyncIterable<Delivery>;
}

/** How one of WeChat's APIs stands today (Beijing) for a lane. */
export interface GateState {
  /** Messages handed to WeChat today. */
  sentToday: number;
  /** Of them, those since the quota was last cleared at WeChat: what counts. */
  used: number;
  /** How many the lane may use; absent where only WeChat knows its quota. */
  limit?: number;
  /** Set while nothing may be sent: until when (epoch milliseconds) and why. `wechat` refused (45009), or the lane's limit is reached by our `count`. */
  closed?: { by: 'wechat' | 'count'; until: number; reason: Reason };
}

/** Puts work for the engine's functions on the queues. */
export interface PushQueues {
  plan(noticeId: string, shard: number): Promise<void>;
  send(lane: Lane, noticeId: string, shard: number): Promise<void>;
  fold(noticeId: string): Promise<void>;
  fallBack(noticeId: string, shard: number): Promise<void>;
}
