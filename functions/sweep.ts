import type { Context } from 'aws-lambda';
import { createErasure } from '../lib/followers/erasure.ts';
import { sweepErasures } from '../lib/followers/sweep.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL');
const { table, log, now } = openRuntime(settings, 'sweep');
const erasure = createErasure(table);
const spareMs = 10_000;

/** Once an hour: erasures that an organisation delays. */
export const handler = (_event: unknown, context: Context) =>
  sweepErasures({ erasure, now, log, until: now() + context.getRemainingTimeInMillis() - spareMs });
