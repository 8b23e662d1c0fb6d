import type { Notice } from '../../notices/model.ts';
import { remindUnreadAt } from '../../notices/remind-unread.ts';
import type { ReadingState } from './model.ts';

/** How far somebody is with a notice that is to be confirmed until `remindUnreadAt`. */
export const readingState = (
  notice: Pick<Notice, 'mustRead' | 'sentAt'>,
  hasRead: boolean,
  now: number,
): ReadingState => {
  if (hasRead) return 'read';
  const dueAt = remindUnreadAt(notice);
  return dueAt !== undefined && dueAt <= now ? 'overdue' : 'unread';
};
