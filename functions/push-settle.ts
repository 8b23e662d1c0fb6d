import type { Context, SQSEvent } from 'aws-lambda';
import { organisation } from '#organisation';
import { openSettling, settlingSettings } from '../lib/notices/receipts/settling.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL', ...settlingSettings);
const settle = openSettling(settings, openRuntime(settings, 'push-settle'), organisation);

/** Receipts to join, and text messages to those whom WeChat could not reach, from the settle queue. */
export const handler = (event: SQSEvent, context: Context) =>
  settle(event.Records, () => context.getRemainingTimeInMillis());
