import { demo, organisation } from '#organisation';
import { accountSettings, openApi } from '../lib/account/open.ts';
import { openChat } from '../lib/chat/chat.ts';
import { createAnsweringFunction } from '../lib/chat/function.ts';
import { createMessageAnswers } from '../lib/chat/message.ts';
import { createRecognise, speechSettings } from '../lib/chat/speech.ts';
import { createFollowers } from '../lib/followers/store.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';
import { openPorts, portSettings } from '../lib/services/ports.ts';
import { createServices } from '../lib/services/registry.ts';

const settings = readSettings(process.env, ...accountSettings, ...portSettings, ...speechSettings);
const runtime = openRuntime(settings, 'on-message');
const api = openApi(settings, runtime);
const ports = openPorts(settings, runtime, demo);
const followers = createFollowers(runtime.table);
const recognise = createRecognise(settings, runtime, api);
const chat = openChat(organisation, createServices(ports), ports, runtime);

/** What followers send: text, voice, pictures, places, links. */
export const handler = createAnsweringFunction(
  { organisation, runtime, api },
  createMessageAnswers({ ...chat, followers, recognise, log: runtime.log }),
);
