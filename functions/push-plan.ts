import type { Context, SQSEvent } from 'aws-lambda';
import { organisation } from '#organisation';
import { openPlanning } from '../lib/notices/audience/planning.ts';
import { noticeSettings } from '../lib/notices/open.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL', ...noticeSettings);
const plan = openPlanning(settings, openRuntime(settings, 'push-plan'), organisation);

/** Audiences to freeze and count, a shard at a time, from the plan queue. */
export const handler = (event: SQSEvent, context: Context) =>
  plan(event.Records, () => context.getRemainingTimeInMillis());
