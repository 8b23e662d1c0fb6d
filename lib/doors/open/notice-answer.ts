import * as z from 'zod/mini';
import type { Notice } from '../../notices/model.ts';
import type { Notices } from '../../notices/port.ts';
import { instantAs, instantOf } from './route.ts';

const text = z.string();
const count = z.int();
const reasons = z.array(z.strictObject({ code: text, message: text }));

const Figures = z.strictObject({
  ...{ people: count, accounts: count, optedOut: count, waiting: count, accepted: count, delivered: count },
  ...{ blocked: count, failed: count, notFollowing: count, refused: count, declined: count, quiet: count },
  ...{ unknown: count, rejected: count, smsSent: count, smsFailed: count, smsNone: count, read: count },
});

/** A notice as callers see it: what it says and to how many, without a person in it. */
export const NoticeShown = z.strictObject({
  id: text,
  template: text,
  title: text,
  lane: z.enum(['urgent', 'bulk']),
  state: z.enum(['freezing', 'ready', 'held', 'refused', 'scheduled', 'sending', 'stopped', 'sent', 'cancelled']),
  by: text,
  /** How its people were named. */
  audience: z.record(text, z.unknown()),
  people: z.optional(count),
  accounts: z.optional(count),
  optedOut: z.optional(count),
  warnings: reasons,
  /** Why it waits for somebody's word. */
  holds: reasons,
  /** Why it was refused or stopped. */
  reason: z.optional(z.strictObject({ code: text, message: text })),
  releaseAt: z.optional(text),
  createdAt: text,
  confirmedAt: z.optional(text),
  startedAt: z.optional(text),
  sentAt: z.optional(text),
  preview: z.strictObject({
    title: text,
    lines: z.array(z.strictObject({ label: text, value: text })),
    link: z.optional(text),
    sms: z.optional(text),
  }),
  figures: Figures,
});
export type NoticeShown = z.infer<typeof NoticeShown>;

const audienceShown = ({ audience }: Notice): Record<string, unknown> =>
  audience.of === 'people' ? { of: 'people', people: audience.openids.length } : { ...audience };

const counted = ({ people, accounts, optedOut, reason }: Notice) => ({
  ...(people === undefined ? {} : { people }),
  ...(accounts === undefined ? {} : { accounts }),
  ...(optedOut === undefined ? {} : { optedOut }),
  ...(reason === undefined ? {} : { reason }),
});

const times = ({ releaseAt, confirmedAt, startedAt, sentAt, createdAt }: Notice) => ({
  createdAt: instantOf(createdAt),
  ...instantAs('releaseAt', releaseAt),
  ...instantAs('confirmedAt', confirmedAt),
  ...instantAs('startedAt', startedAt),
  ...instantAs('sentAt', sentAt),
});

/** A notice with its figures so far and its preview. */
export const shownNotice = async (
  notices: Pick<Notices, 'figures' | 'preview'>,
  notice: Notice,
): Promise<NoticeShown> => {
  const { id, template, title, lane, state, by, warnings, holds } = notice;
  const figures = await notices.figures(id);
  return {
    ...{ id, template, title, lane, state, by, warnings, holds },
    audience: audienceShown(notice),
    ...counted(notice),
    ...times(notice),
    preview: notices.preview(notice),
    figures,
  };
};
