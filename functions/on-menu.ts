import { demo, organisation } from '#organisation';
import { accountSettings, openApi } from '../lib/account/open.ts';
import { openChat } from '../lib/chat/chat.ts';
import { createAnsweringFunction } from '../lib/chat/function.ts';
import { createMenuAnswers } from '../lib/chat/menu-tap.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';
import { openPorts, portSettings } from '../lib/services/ports.ts';
import { createServices } from '../lib/services/registry.ts';

const settings = readSettings(process.env, ...accountSettings, ...portSettings);
const runtime = openRuntime(settings, 'on-menu');
const api = openApi(settings, runtime);
const ports = openPorts(settings, runtime, demo);

/** Taps on the menu. */
export const handler = createAnsweringFunction(
  { organisation, runtime, api },
  createMenuAnswers(openChat(organisation, createServices(ports), ports, runtime)),
);
