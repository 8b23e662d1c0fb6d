import { organisation } from '#organisation';
import { createOpenFunction, openSettings } from '../lib/doors/open/function.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, ...openSettings);

/** The organisation's systems: `/open/v1/…`, signed. */
export const handler = createOpenFunction(settings, openRuntime(settings, 'open'), organisation);
