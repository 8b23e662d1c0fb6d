import { accountSettings, openApi } from '../lib/account/open.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';
import { createErrands } from '../lib/wechat/errands.ts';

const settings = readSettings(process.env, ...accountSettings);

/** An operator's calls of WeChat's API, invoked by `npm run doctor`; no event leads here. */
export const handler = createErrands(openApi(settings, openRuntime(settings, 'operate')));
