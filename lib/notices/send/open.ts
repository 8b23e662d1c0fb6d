import { createNoticePreferences } from '../../followers/notice-preferences.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { createBelonging } from '../audience/belonging.ts';
import { channelSettings, openChannels } from '../channels/open.ts';
import { createJobs } from '../jobs.ts';
import { createNotices } from '../notices.ts';
import { noticeSettings, openEngine } from '../open.ts';
import { createAwaitedMessages } from '../receipts/awaited.ts';
import { createFoldCursors } from '../receipts/cursor.ts';
import { createSender } from './sender.ts';

/** Names of the settings that sending needs. */
export const sendingSettings = [...noticeSettings, ...channelSettings] as const;
type SendingSettings = Parameters<typeof openEngine>[0] & Parameters<typeof openChannels>[0];

/** Sends the shards that the lanes name, with the organisation's own table, queues and account. */
export const openSending = (settings: SendingSettings, runtime: Runtime, organisation: Organisation) => {
  const engine = openEngine(settings, runtime, organisation);
  const handle = createSender({
    ...engine,
    progress: createNotices(engine),
    channels: openChannels(settings, runtime, organisation),
    preferences: createNoticePreferences(runtime.table),
    belonging: createBelonging(runtime.table, engine.store),
    awaited: createAwaitedMessages(runtime.table),
    cursors: createFoldCursors(runtime.table, runtime.now),
    rules: organisation.profile.notices,
    sleep: runtime.sleep,
  });
  return createJobs({ send: (job, remainingMs) => handle(job, runtime.now() + remainingMs()) }, runtime.log);
};
