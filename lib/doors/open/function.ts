import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createHolders } from '../../followers/holders.ts';
import { createAreas } from '../../notices/areas/store.ts';
import { noticeSettings, openNotices } from '../../notices/open.ts';
import { createNoticeTexts } from '../../notices/texts.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../../platform/runtime.ts';
import { createEmergencyStore } from '../../services/announcements/emergency-store.ts';
import { createAnnouncements } from '../../services/announcements/service.ts';
import { createOutages } from '../../services/outages/service.ts';
import { createOutageStore } from '../../services/outages/store.ts';
import { createOpenDoor } from './app.ts';
import { openCallers } from './callers.ts';
import { createNonces } from './nonces.ts';
import { createRate } from './rate.ts';
import { createRequests } from './requests.ts';
import { openRoutes } from './routes.ts';

/** Names of the settings of the open door. */
export const openSettings = [
  'TABLE_NAME',
  'LOG_LEVEL',
  'SECRETS_PATH',
  ...noticeSettings,
] as const satisfies (keyof Settings)[];
type OpenSettings = Pick<Settings, (typeof openSettings)[number]>;

/** The handler of `open`. */
export const createOpenFunction = (
  settings: OpenSettings,
  runtime: Runtime,
  organisation: Organisation,
): ((event: LambdaEvent, context?: LambdaContext) => Promise<unknown>) => {
  const { table, now, log } = runtime;
  const secrets = openSecrets(settings);
  const openCipher = openFieldCipher(secrets);
  const notices = openNotices(settings, runtime, organisation);
  const areas = createAreas({ table, now });
  const announcements = createAnnouncements({
    ...{ organisation, notices, areas, now },
    holders: createHolders(table, openCipher),
    texts: createNoticeTexts(table),
    emergencies: createEmergencyStore(table, now),
  });
  const outages = createOutages({ outages: createOutageStore(table), areas, notices, organisation, now });
  const app = createOpenDoor({
    ...{ openCipher, now, log },
    routes: openRoutes({ announcements, outages, notices }),
    callers: openCallers(secrets),
    nonces: createNonces(table),
    rate: createRate(table),
    requests: createRequests(table),
  });
  return handle(app);
};
