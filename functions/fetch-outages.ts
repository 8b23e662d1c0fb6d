import { organisation } from '#organisation';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';
import { createFetchFunction, fetchSettings } from '../lib/services/outages/open.ts';

const settings = readSettings(process.env, ...fetchSettings);

/** Every five minutes: outages of the organisation's own systems. */
export const handler = createFetchFunction(settings, openRuntime(settings, 'fetch-outages'), organisation);
