import { openBackend } from '../../backend/index.ts';
import { createBindings } from '../../followers/bindings.ts';
import { noticeSettings, openNotices } from '../../notices/open.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../../platform/runtime.ts';
import { repaymentKind } from './repayment-sources.ts';
import { createRepaymentLook } from './repayments.ts';
import { runReminders } from './run.ts';
import { createReminders } from './store.ts';

/** Names of the settings that reminders need. */
export const reminderSettings = [
  'SECRETS_PATH',
  'BACKEND_URL',
  ...noticeSettings,
] as const satisfies (keyof Settings)[];
type ReminderSettings = Pick<Settings, (typeof reminderSettings)[number]>;

/** A run of every kind of reminder, until a time in epoch milliseconds. */
export const openReminderRun = (settings: ReminderSettings, runtime: Runtime, organisation: Organisation) => {
  const { table, now, log } = runtime;
  const secrets = openSecrets(settings);
  const cipher = openFieldCipher(secrets);
  const repayments = createRepaymentLook({
    organisation,
    backend: openBackend(settings, runtime, { cipher, secret: () => secrets.get('backend-secret') }),
    bindings: createBindings(table, cipher),
    notices: openNotices(settings, runtime, organisation),
  });
  const looks = { [repaymentKind]: repayments };
  return (until: number): Promise<void> => runReminders({ reminders: createReminders(table), looks, now, log, until });
};
