import type { Context } from 'aws-lambda';
import { organisation } from '#organisation';
import { noticeSettings } from '../lib/notices/open.ts';
import { openTick } from '../lib/notices/tick/open.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL', ...noticeSettings);
const runtime = openRuntime(settings, 'push-tick');
const tick = openTick(settings, runtime, organisation);
const spareMs = 10_000;

/** Once a minute: what is due, what a crash left lying, receipts to join. */
export const handler = (_event: unknown, context: Context) =>
  tick(runtime.now() + context.getRemainingTimeInMillis() - spareMs);
