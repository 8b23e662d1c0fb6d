import * as z from 'zod/mini';
import { AppError } from './errors.ts';

const name = z.string().check(z.minLength(1, 'must not be empty'));
const address = z.url('must be an address such as https://api.weixin.qq.com');
const count = (minimum: number, maximum: number) =>
  z.coerce.number().check(z.int('must be a whole number'), z.gte(minimum), z.lte(maximum));

/**
 * Every setting of every function, as it stands in the environment. A function names the ones it reads; the manifest sets just these.
 * Secrets are not here: they are read from `SECRETS_PATH`.
 */
export const Settings = z.object({
  /** Name of the organisation's folder. */
  ORGANISATION: name,
  STAGE: name,
  TABLE_NAME: name,
  /** Path of this stage's parameters in SSM Parameter Store, such as `/bianmin/power/prod`. */
  SECRETS_PATH: z.string().check(z.regex(/^\/[\w./-]*\w$/, 'must be a path such as /bianmin/power/prod')),
  RECEIPTS_QUEUE_URL: address,
  /** Queues of the push engine: audiences to freeze, the two lanes, receipts and text messages to settle. */
  PLAN_QUEUE_URL: address,
  URGENT_QUEUE_URL: address,
  BULK_QUEUE_URL: address,
  SETTLE_QUEUE_URL: address,
  /** Ids of the account's templates by the profile's keys, as key=id, separated by commas; they go before the profile's. */
  TEMPLATE_IDS: z
    .string()
    .check(
      z.regex(
        /^([a-z][a-z0-9-]*=[\w-]+(,\s*[a-z][a-z0-9-]*=[\w-]+)*)?$/,
        'must be such as outage-planned=Ab1-x,bill=Cd2',
      ),
    ),
  ON_MESSAGE_FUNCTION: name,
  ON_MENU_FUNCTION: name,
  ON_SUBSCRIBE_FUNCTION: name,
  WECHAT_APP_ID: z.string().check(z.regex(/^wx[0-9a-f]{16}$/, 'must be wx and 16 hexadecimal digits')),
  WECHAT_ORIGINAL_ID: z.string().check(z.regex(/^gh_[0-9a-z]{12}$/, 'must be gh_ and 12 letters or digits')),
  WECHAT_SECURITY_MODE: z.enum(['safe', 'compatible', 'plaintext']),
  WECHAT_API_URL: address,
  /** Milliseconds after the arrival of a callback at which WeChat gets `success` if there is no reply yet; WeChat itself waits 5,000. */
  WECHAT_REPLY_DEADLINE_MS: count(500, 4900),
  /** How far a callback's timestamp may be from now, in seconds, in either direction. */
  WECHAT_TIMESTAMP_WINDOW_S: count(30, 3600),
  /** Addresses or CIDR ranges that callbacks may come from, separated by commas; empty lets all in. */
  WECHAT_CALLBACK_IPS: z.string(),
  /** A stand-in for every service of Tencent Cloud; empty for each service's own address. */
  TENCENT_CLOUD_URL: z.union([z.literal(''), address]),
  TENCENT_CLOUD_REGION: name,
  /** Files that prove domains to WeChat, as name=content, separated by commas. */
  DOMAIN_VERIFICATION: z
    .string()
    .check(
      z.regex(/^(MP_verify_\w+\.txt=\w+(,\s*MP_verify_\w+\.txt=\w+)*)?$/, 'must be such as MP_verify_Ab1.txt=Ab1'),
    ),
  /** Where followers' phones reach the account, such as https://wx.example.gov.cn. */
  PUBLIC_URL: address,
  /** Content-Security-Policy of who may frame the pages: `'none'`, or addresses. */
  PAGE_FRAME_ANCESTORS: name,
  /** `on` shows the credentials of the demo data on the binding page. */
  DEMO_MODE: z.enum(['on', 'off']),
  /** The application at Tencent Cloud's SMS, its signature (【…】 without the brackets), and the template whose one parameter is the code. */
  SMS_APP_ID: z.string().check(z.regex(/^\d*$/, 'must be digits')),
  SMS_SIGN_NAME: z.string(),
  SMS_CODE_TEMPLATE: z.string().check(z.regex(/^\d*$/, 'must be digits')),
  /** How a campus proves its people: `cas`, `oidc`, or empty for organisations that have no sign-on. */
  CAMPUS_SIGN_ON: z.enum(['', 'cas', 'oidc']),
  /** The CAS server with its path, such as https://cas.example.edu.cn/cas, or the issuer of OpenID Connect. */
  CAMPUS_SIGN_ON_URL: z.union([z.literal(''), address]),
  CAMPUS_CLIENT_ID: z.string(),
  /** The claim of the ID token that holds the student or staff number. */
  CAMPUS_NUMBER_CLAIM: name,
  /** The organisation's own systems; empty for imported data in the table. */
  BACKEND_URL: z.union([z.literal(''), address]),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']),
});
export type Settings = z.infer<typeof Settings>;

const faultOf = (issue: z.core.$ZodIssue, env: Record<string, string | undefined>): string => {
  const setting = issue.path.map(String).join('.');
  return `${setting}: ${env[setting] === undefined ? 'is not set' : issue.message}`;
};

/** The named settings, checked. Throws `AppError('bad_settings', 'give-up')` that lists all that is wrong, without the values. */
export const readSettings = <Name extends keyof Settings>(
  env: Record<string, string | undefined>,
  ...names: Name[]
): Pick<Settings, Name> => {
  const shape = Object.fromEntries(names.map((setting) => [setting, Settings.shape[setting]]));
  const result = z.object(shape).safeParse(env);
  if (result.success) return result.data as unknown as Pick<Settings, Name>;
  const faults = result.error.issues.map((issue) => faultOf(issue, env));
  throw new AppError('bad_settings', 'give-up', `Settings are wrong:\n  ${faults.join('\n  ')}`);
};
