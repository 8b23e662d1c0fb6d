import type { Organisation } from '../../platform/organisation.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { createNotices } from '../notices.ts';
import { type NoticeSettings, openEngine } from '../open.ts';
import { createRemindUnread } from '../remind-unread.ts';
import { createTick } from './tick.ts';

/** The tick over the organisation's own table and queues. */
export const openTick = (settings: NoticeSettings, runtime: Runtime, organisation: Organisation) => {
  const engine = openEngine(settings, runtime, organisation);
  const notices = createNotices(engine);
  return createTick({ ...engine, progress: notices, remindUnread: createRemindUnread({ ...engine, notices }) });
};
