import type { TemplateChannel } from '../platform/profile/notices.ts';

/**
 * Urgent notices have queues and senders of their own, pass quiet hours and caps, and never wait behind a bulk one.
 */
export type Lane = 'urgent' | 'bulk';

/** Who gets a notice. Every kind names its people expressly: a part that was lost can only make an audience fail, never widen it. */
export type Audience =
  /**
   * Who has bound something in any of the areas or below them; of the named kinds of subject, or of any. With `followed`, also who follows any of
   * those areas, or one that they are a part of.
   */
  | { of: 'areas'; areaIds: string[]; bindingKinds?: string[]; followed?: true }
  /** Members of a group, such as a district's unit officers. */
  | { of: 'group'; groupId: string }
  /** Recipients of an earlier notice: all, those it did not reach, or those who have not confirmed that they read it. */
  | { of: 'notice'; noticeId: string; which: 'all' | 'not-reached' | 'unread' }
  /** Everyone who follows the account. */
  | { of: 'everyone' }
  /**
   * A few people by name: the holders of a subject, a follower with an appointment. At most `segmentSize`. With `held`, only who still has that binding,
   * by its kind and each person's own id of it, when it goes.
   */
  | { of: 'people'; openids: string[]; held?: { kind: string; ids: Record<string, string> } };

/**
 * A notice's way through the house:
 * `freezing` → `ready`, or `held` with reasons, or `refused` → `scheduled` → `sending` ⇄ `stopped` → `sent`; `cancelled` before it was sent.
 */
export type NoticeState =
  | 'freezing'
  | 'ready'
  | 'held'
  | 'refused'
  | 'scheduled'
  | 'sending'
  | 'stopped'
  | 'sent'
  | 'cancelled';

/** Why a notice is held for a person's confirmation, refused, or stopped; English, stable, with what it counts. */
export interface Reason {
  /** Such as `empty_audience`, `over_quota`, `lead_time`, `quota_used_up`, `template_refused`. */
  code: string;
  /** For staff, in Chinese, with the next step. */
  message: string;
}

/** How far ahead a notice may be set, in milliseconds: segments are forgotten after 90 days, and an audience frozen so long ago is nobody's any more. */
export const mostAheadMs = 60 * 86_400_000;

/** What somebody wants to tell. */
export interface NoticeDraft {
  /** Unguessable, the same for the same request, so that a repeated one is the same notice: `noticeId(…)`. */
  id: string;
  /** Key of the profile's `templates`. */
  template: string;
  /** Values by the template's field keys, such as `thing1`. */
  fields: Record<string, string>;
  /** Path and query of the page that the card opens, such as `/pages/outages?id=…`; none for a card that does nothing. */
  link?: string;
  lane: Lane;
  audience: Audience;
  /** One line for staff: 计划停电 中山路 3 月 4 日. */
  title: string;
  /** When it is to go out, in epoch milliseconds; at once when absent or past. */
  releaseAt?: number;
  /** From when it is of no use any more: what has not gone out by then does not, nor text messages in its place. Epoch milliseconds. */
  until?: number;
  /** Earlier notices about the same that it overtakes: those still going out stop when it begins, so that nobody hears the old after the new. */
  replaces?: string[];
  /** Goes out by itself once its audience is frozen, unless something holds it; else waits for a person. */
  confirmation: 'automatic' | 'by-staff';
  /** Must be confirmed on its page; who has not read it `remindAfterHours` later gets a text message. */
  mustRead?: { remindAfterHours: number };
  /** Days after it was sent when it is forgotten, with its recipients: for what says somebody's amounts. 90 days to a few people, two years to more. */
  keptDays?: number;
  /** What it is about, such as `outage#…`; notices about the same thing are shown together. */
  about?: string;
  /** Already known: warnings and reasons to hold, of the service that made it. */
  warnings?: Reason[];
  holds?: Reason[];
  /** Who made it: `open:<caller>`, `staff:<name>`, `schedule:<name>`. */
  by: string;
}

/** A notice as stored. */
export interface Notice extends Omit<NoticeDraft, 'warnings' | 'holds'> {
  channel: TemplateChannel;
  /** Shards that its audience is spread over: `audienceShards`, or 1 for a few people. */
  shards: number;
  state: NoticeState;
  /** Counted when the audience is frozen. */
  people?: number;
  accounts?: number;
  optedOut?: number;
  warnings: Reason[];
  holds: Reason[];
  /** Why it was stopped or refused. */
  reason?: Reason;
  /** Epoch milliseconds. */
  createdAt: number;
  confirmedAt?: number;
  confirmedBy?: string;
  startedAt?: number;
  sentAt?: number;
  /** Goes up with each change of state: the condition of the next. */
  version: number;
}

/** What the queues carry. Every job may come twice, and any may die in the middle. */
export type PushJob =
  /** Freeze one shard of the audience, going on where the last one ended. */
  | { do: 'plan'; noticeId: string; shard: number }
  /** Send one shard's segments, from the first that is not done. */
  | { do: 'send'; noticeId: string; shard: number }
  /** Join the receipts that have come to the notice's segments. */
  | { do: 'fold'; noticeId: string }
  /** Text messages to those of a shard whom WeChat could not reach. */
  | { do: 'fall-back'; noticeId: string; shard: number };
