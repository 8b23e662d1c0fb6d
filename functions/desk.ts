import path from 'node:path';
import { organisation } from '#organisation';
import { createDeskFunction, deskSettings } from '../lib/doors/desk/function.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, 'TABLE_NAME', 'LOG_LEVEL', ...deskSettings);
const runtime = openRuntime(settings, 'desk');

/** The staff's desk: `/desk`, its files and its JSON. The built pages lie beside the bundle. */
export const handler = createDeskFunction({ settings, runtime, organisation, folder: path.join(__dirname, 'site') });
