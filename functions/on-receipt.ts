import type { SQSEvent } from 'aws-lambda';
import { organisation } from '#organisation';
import { openReceipts, receiptSettings } from '../lib/notices/receipts/open.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL', ...receiptSettings);
const receipts = openReceipts(settings, openRuntime(settings, 'on-receipt'), organisation);

/** Events that nobody waits for, from the queue. */
export const handler = (event: SQSEvent) => receipts(event.Records);
