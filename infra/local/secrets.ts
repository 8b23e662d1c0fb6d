import { Right } from '../../lib/doors/open/callers.ts';
import type { LocalSettings } from './defaults.ts';

/** The one caller of the local open door: may do everything. */
const localCaller = ({ OPEN_API_SECRET }: LocalSettings) => ({
  id: 'local',
  secret: OPEN_API_SECRET,
  rights: Right.options,
  perMinute: 60_000,
});

/** The secrets of a stage, by the names that functions ask for, out of the settings. */
export const localSecrets = (settings: LocalSettings): Record<string, string> => ({
  'wechat-app-secret': settings.WECHAT_APP_SECRET,
  'wechat-token': settings.WECHAT_TOKEN,
  'wechat-encoding-aes-key': settings.WECHAT_ENCODING_AES_KEY,
  'tencent-cloud-secret-id': settings.TENCENT_CLOUD_SECRET_ID,
  'tencent-cloud-secret-key': settings.TENCENT_CLOUD_SECRET_KEY,
  'field-encryption-key': settings.FIELD_ENCRYPTION_KEY,
  'campus-client-secret': settings.CAMPUS_CLIENT_SECRET,
  'backend-secret': settings.BACKEND_SECRET,
  'open-api-callers': JSON.stringify([localCaller(settings)]),
});

/** Path of the secrets in Parameter Store, as the manifest gives it to the functions. */
export const secretsPath = ({ ORGANISATION, STAGE }: LocalSettings): string => `/bianmin/${ORGANISATION}/${STAGE}`;
