import { apology } from '#organisation';
import { callbackSettings, createCallbackFunction } from '../lib/callback/function.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, ...callbackSettings);

/** WeChat's one URL: `GET` and `POST /wechat`. */
export const handler = createCallbackFunction({ settings, runtime: openRuntime(settings, 'callback'), apology });
