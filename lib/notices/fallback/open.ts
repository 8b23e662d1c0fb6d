import { createNoticePreferences } from '../../followers/notice-preferences.ts';
import { createProofs } from '../../followers/proofs.ts';
import { createFollowers } from '../../followers/store.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../../platform/runtime.ts';
import { openTencentCloud, tencentCloudSettings } from '../../tencent-cloud/open.ts';
import { createSms } from '../../tencent-cloud/sms.ts';
import { createBelonging } from '../audience/belonging.ts';
import { readTemplateIds, withSmsIds } from '../channels/template-ids.ts';
import type { SegmentStore } from '../segments.ts';
import type { NoticeStore } from '../store.ts';
import { createTextConsents } from './consent.ts';
import { createTextMessages, type TextMessages } from './text-messages.ts';

/** Names of the settings that text messages need. */
export const textMessageSettings = [
  ...tencentCloudSettings,
  'SECRETS_PATH',
  'SMS_APP_ID',
  'SMS_SIGN_NAME',
  'TEMPLATE_IDS',
] as const satisfies (keyof Settings)[];
type TextMessageSettings = Pick<Settings, (typeof textMessageSettings)[number]>;

/** Text messages in place of a notice, by the organisation's own account of Tencent Cloud. */
export const openTextMessages = (
  settings: TextMessageSettings,
  runtime: Runtime,
  { profile }: Organisation,
  { segments, notices }: { segments: Pick<SegmentStore, 'get' | 'record'>; notices: Pick<NoticeStore, 'get'> },
): TextMessages => {
  const { table, now, log } = runtime;
  const secrets = openSecrets(settings);
  const cloud = openTencentCloud(settings, secrets, runtime);
  const sender = { appId: settings.SMS_APP_ID, signName: settings.SMS_SIGN_NAME };
  return createTextMessages({
    segments,
    consents: createTextConsents({
      belonging: createBelonging(table, notices),
      preferences: createNoticePreferences(table),
      proofs: createProofs(table, openFieldCipher(secrets), createFollowers(table)),
      choiceOf: (template) => profile.templates[template]?.choice,
      now,
    }),
    sms: async () => createSms(await cloud(), sender),
    templates: withSmsIds(profile.templates, readTemplateIds(settings.TEMPLATE_IDS)),
    log,
  });
};
