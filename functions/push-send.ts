import type { Context, SQSEvent } from 'aws-lambda';
import { organisation } from '#organisation';
import { openSending, sendingSettings } from '../lib/notices/send/open.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, ...sendingSettings);
const send = openSending(settings, openRuntime(settings, 'push-send'), organisation);

/** Notices to send, a shard at a time, from the queues of both lanes. */
export const handler = (event: SQSEvent, context: Context) =>
  send(event.Records, () => context.getRemainingTimeInMillis());
