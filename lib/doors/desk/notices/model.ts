import type { Lane, NoticeState, Reason } from '../../../notices/model.ts';
import type { Figures, Preview } from '../../../notices/port.ts';
import type { TemplateChannel } from '../../../platform/profile/notices.ts';

/** A notice in the list. Times in epoch milliseconds. */
export interface NoticeRow {
  id: string;
  title: string;
  lane: Lane;
  state: NoticeState;
  people?: number;
  /** How many are through, of `people`. */
  done: number;
  createdAt: number;
  releaseAt?: number;
  by: string;
}

/** What staff can do to a notice. */
export type NoticeAct = 'confirm' | 'stop' | 'resume' | 'cancel' | 'resend';

/** An act that the notice's state allows; `why` says why this member of staff may not. */
export interface OfferedAct {
  act: NoticeAct;
  why?: string;
}

/** One of WeChat's channels that takes nothing more today. */
export interface ClosedGate {
  channel: TemplateChannel;
  /** What staff call it: 模板消息. */
  title: string;
  /** Whom it is closed to: `bulk` while the rest of the quota is kept for urgent notices. */
  lanes: 'all' | 'bulk';
  /** Epoch milliseconds. */
  until: number;
  /** Messages handed to WeChat today; of them, those since the quota was last cleared. */
  sentToday: number;
  used: number;
  /** The day's quota, and what of it is kept for urgent notices; absent where only WeChat knows. */
  quota?: number;
  reserve?: number;
  /** Whether this member of staff may open it. */
  mayOpen: boolean;
}

/** A notice on its page. */
export interface NoticeShown extends NoticeRow {
  template: string;
  accounts?: number;
  optedOut?: number;
  /** To whom, in words. */
  audience: string;
  /** Set for a notice to a group, whose members staff know by unit. */
  groupId?: string;
  preview: Preview;
  figures: Figures;
  warnings: Reason[];
  holds: Reason[];
  reason?: Reason;
  mustRead: boolean;
  /** What it waits for at WeChat, or would. */
  gate?: ClosedGate;
  acts: OfferedAct[];
  confirmedAt?: number;
  confirmedBy?: string;
  startedAt?: number;
  sentAt?: number;
  /** The page about the same thing: an outage. */
  about?: { label: string; href: string };
  /** Parts of the export, each of at most 300,000 people. */
  exportParts: number;
}

/** What a form for a new notice offers. */
export interface DraftOffer {
  templates: { key: string; title: string; fields: { key: string; label: string; limit: string }[]; sms: boolean }[];
  groups: { id: string; title: string }[];
  mayBeUrgent: boolean;
}
