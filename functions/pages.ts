import path from 'node:path';
import { demo, organisation } from '#organisation';
import { createPagesFunction, pageSettings } from '../lib/doors/pages/function.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';
import { openPorts, portSettings } from '../lib/services/ports.ts';
import { createServices } from '../lib/services/registry.ts';

const settings = readSettings(process.env, ...pageSettings, ...portSettings);
const runtime = openRuntime(settings, 'pages');
const ports = openPorts(settings, runtime, demo);

/** Followers' pages and their JSON: `/pages/…`, `/api/…`. The built pages lie beside the bundle. */
export const handler = createPagesFunction({
  settings,
  runtime,
  organisation,
  services: createServices(ports),
  ports,
  folder: path.join(__dirname, 'site'),
});
