import { openBackend } from '../../backend/index.ts';
import { createAreas } from '../../notices/areas/store.ts';
import { type NoticeSettings, noticeSettings, openNotices } from '../../notices/open.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../../platform/runtime.ts';
import { type FetchOutcome, fetchOutages } from './fetch.ts';
import { remindOfOutages } from './reminding.ts';
import { createOutages, type Outages } from './service.ts';
import { createOutageStore } from './store.ts';

/** Outages over the table and the engine, as doors and schedules use them. */
export const openOutages = (settings: NoticeSettings, runtime: Runtime, organisation: Organisation): Outages => {
  const { table, now } = runtime;
  return createOutages({
    outages: createOutageStore(table),
    areas: createAreas({ table, now }),
    notices: openNotices(settings, runtime, organisation),
    organisation,
    now,
  });
};

/** A run that tells of tomorrow's outages again. */
export const openOutageReminders = (
  settings: NoticeSettings,
  runtime: Runtime,
  organisation: Organisation,
): (() => Promise<void>) => {
  const { table, now, log } = runtime;
  const outages = createOutageStore(table);
  const notices = openNotices(settings, runtime, organisation);
  return () => remindOfOutages({ outages, notices, organisation, now, log });
};

/** Names of the settings of fetching outages. */
export const fetchSettings = [
  'TABLE_NAME',
  'LOG_LEVEL',
  'SECRETS_PATH',
  'BACKEND_URL',
  ...noticeSettings,
] as const satisfies (keyof Settings)[];
type FetchSettings = Pick<Settings, (typeof fetchSettings)[number]>;

/** The handler of `fetch-outages`; does nothing for an organisation that announces none. */
export const createFetchFunction = (
  settings: FetchSettings,
  runtime: Runtime,
  organisation: Organisation,
): (() => Promise<FetchOutcome | undefined>) => {
  const secrets = openSecrets(settings);
  const backend = openBackend(settings, runtime, {
    cipher: openFieldCipher(secrets),
    secret: () => secrets.get('backend-secret'),
  });
  const outages = openOutages(settings, runtime, organisation);
  const { now, log } = runtime;
  return async () => {
    if (organisation.profile.outages === undefined) return undefined;
    return fetchOutages({ backend, outages, now, log });
  };
};
