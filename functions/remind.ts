import type { Context } from 'aws-lambda';
import { organisation } from '#organisation';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';
import { openOutageReminders } from '../lib/services/outages/open.ts';
import { openReminderRun, reminderSettings } from '../lib/services/reminders/open.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL', ...reminderSettings);
const runtime = openRuntime(settings, 'remind');
const run = openReminderRun(settings, runtime, organisation);
const remindOfOutages = openOutageReminders(settings, runtime, organisation);
const spareMs = 10_000;

/** Each morning from nine, Beijing: reminders that are due, and tomorrow's outages. */
export const handler = (_event: unknown, context: Context) =>
  Promise.all([remindOfOutages(), run(runtime.now() + context.getRemainingTimeInMillis() - spareMs)]);
