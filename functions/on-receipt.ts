import type { SQSEvent } from 'aws-lambda';
import { organisation } from '#organisation';
import { createConsents } from '../lib/followers/consents.ts';
import { createErasure } from '../lib/followers/erasure.ts';
import { createFollowers } from '../lib/followers/store.ts';
import { createReceipts } from '../lib/notices/receipts.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL');
const { table, log, now } = openRuntime(settings, 'on-receipt');

const receipts = createReceipts({
  table,
  consents: createConsents(table),
  followers: createFollowers(table),
  erasure: createErasure(table),
  erasureDelayDays: organisation.profile.erasureDelayDays,
  now,
  log,
});

/** Events that nobody waits for, from the queue. */
export const handler = (event: SQSEvent) => receipts(event.Records);
