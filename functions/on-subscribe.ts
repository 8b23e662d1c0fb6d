import { organisation } from '#organisation';
import { accountSettings, openApi } from '../lib/account/open.ts';
import { createAnsweringFunction } from '../lib/chat/function.ts';
import { createSubscriptionAnswers } from '../lib/chat/subscription.ts';
import { createErasure } from '../lib/followers/erasure.ts';
import { createFollowers } from '../lib/followers/store.ts';
import { readSettings } from '../lib/platform/config.ts';
import { openRuntime } from '../lib/platform/runtime.ts';

const settings = readSettings(process.env, ...accountSettings);
const runtime = openRuntime(settings, 'on-subscribe');
const { table, log } = runtime;

/** Follows, scans of scene codes, unfollows. */
export const handler = createAnsweringFunction(
  { organisation, runtime, api: openApi(settings, runtime) },
  createSubscriptionAnswers({
    organisation,
    followers: createFollowers(table),
    erasure: createErasure(table),
    erasureDelayDays: organisation.profile.erasureDelayDays,
    log,
  }),
);
