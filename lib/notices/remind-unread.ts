import type { Log } from '../platform/log.ts';
import type { Template } from '../platform/profile/notices.ts';
import type { DueStore } from './due.ts';
import type { Notice } from './model.ts';
import { noticeId } from './notices.ts';
import type { Notices, PushQueues } from './port.ts';
import type { NoticeStore } from './store.ts';

/** What reminding those who have not read a notice takes. */
export interface RemindUnreadDeps {
  store: Pick<NoticeStore, 'get'>;
  due: Pick<DueStore, 'put'>;
  queues: Pick<PushQueues, 'fallBack'>;
  notices: Pick<Notices, 'draft'>;
  templates: Readonly<Record<string, Template>>;
  now: () => number;
  log: Log;
}

/** When those who have not read a notice are reminded, in epoch milliseconds; undefined for one that need not be read or is not sent. */
export const remindUnreadAt = ({ mustRead, sentAt }: Pick<Notice, 'mustRead' | 'sentAt'>): number | undefined =>
  mustRead === undefined || sentAt === undefined ? undefined : sentAt + mustRead.remindAfterHours * 3_600_000;

/** The same card once more, to those who have not read the first; it opens the first one's page, and is not followed by another. */
const reminderOf = ({ id, template, fields, link, lane, about, title }: Notice) => ({
  ...{ id: noticeId('remind-unread', id), template, fields, lane },
  audience: { of: 'notice' as const, noticeId: id, which: 'unread' as const },
  title: `提醒阅读：${title}`.slice(0, 80),
  ...(link === undefined ? {} : { link }),
  ...(about === undefined ? {} : { about }),
  confirmation: 'automatic' as const,
  by: 'schedule:remind-unread',
});

/**
 * Reminds, once, those who have not confirmed a notice that must be read: by text message where its template has one (the jobs `fall-back` send
 * them, to each person at most one for the notice), else by the same card again. Repeatable, and safe twice at once.
 */
export const createRemindUnread =
  ({ store, due, queues, notices, templates, now, log }: RemindUnreadDeps) =>
  async (id: string): Promise<void> => {
    const notice = await store.get(id);
    const at = notice && remindUnreadAt(notice);
    if (notice === undefined || at === undefined) return;
    if (at > now()) return due.put(at, `remind#${id}`, { do: 'remind-unread', noticeId: id });
    const byText = Boolean(templates[notice.template]?.sms?.templateId);
    if (byText) await Promise.all(Array.from({ length: notice.shards }, (_, shard) => queues.fallBack(id, shard)));
    else await notices.draft(reminderOf(notice));
    log.info('unread_reminded', { notice: id, by: byText ? 'text' : 'notice' });
  };
