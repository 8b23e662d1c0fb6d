import { accountSettings, openApi } from '../../account/open.ts';
import { createLedger } from '../../followers/ledger.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Runtime } from '../../platform/runtime.ts';
import type { Channels } from './channel.ts';
import { createChannels } from './channels.ts';
import { readTemplateIds } from './template-ids.ts';

/** Names of the settings that the channels need. */
export const channelSettings = [...accountSettings, 'TEMPLATE_IDS', 'PUBLIC_URL'] as const satisfies (keyof Settings)[];
type ChannelSettings = Pick<Settings, (typeof channelSettings)[number]>;

/** The channels of an organisation's account. */
export const openChannels = (settings: ChannelSettings, runtime: Runtime, { profile }: Organisation): Channels =>
  createChannels({
    api: openApi(settings, runtime),
    templates: profile.templates,
    templateIds: readTemplateIds(settings.TEMPLATE_IDS),
    publicUrl: settings.PUBLIC_URL,
    ledger: createLedger(runtime.table),
    now: runtime.now,
  });
