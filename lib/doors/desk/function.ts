import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createCounters } from '../../followers/counters.ts';
import { noticeSettings, openNotices } from '../../notices/open.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../../platform/runtime.ts';
import { openPageFiles } from '../pages/assets.ts';
import { createSignedCookies } from '../pages/session.ts';
import { createDeskApi, roomsOf } from './api.ts';
import { createDesk } from './app.ts';
import { createRooms } from './rooms.ts';
import { createDeskSessions } from './session.ts';
import { createStaff } from './staff.ts';
import { createSignInTries } from './tries.ts';

/** Names of the settings of the desk. */
export const deskSettings = ['SECRETS_PATH', 'PUBLIC_URL', ...noticeSettings] as const satisfies (keyof Settings)[];
type DeskSettings = Pick<Settings, (typeof deskSettings)[number]>;

/** The handler of `desk`. `folder` holds its built pages. */
export const createDeskFunction = (options: {
  settings: DeskSettings;
  runtime: Runtime;
  organisation: Organisation;
  folder: string;
}): ((event: LambdaEvent, context?: LambdaContext) => Promise<unknown>) => {
  const { settings, runtime, organisation, folder } = options;
  const { table, now, log, sleep } = runtime;
  const cipher = openFieldCipher(openSecrets(settings));
  const staff = createStaff(table);
  const notices = openNotices(settings, runtime, organisation);
  const rooms = roomsOf({
    rooms: createRooms({ ...runtime, organisation, settings, cipher, staff, notices }),
    organisation,
  });
  const desk = createDesk({
    publicUrl: settings.PUBLIC_URL,
    facts: { organisation: organisation.profile.name },
    files: openPageFiles(folder),
    sessions: createDeskSessions({ cookies: createSignedCookies(cipher, now), staff, now }),
    signIn: { staff, tries: createSignInTries(table), counters: createCounters(table, cipher), sleep },
    staff,
    rooms,
    api: createDeskApi({ organisation, rooms, now, log }),
    now,
    log,
  });
  return handle(desk);
};
