/**
 * Local defaults of every setting: format-correct, and worth nothing anywhere else.
 * Addresses of the stack itself (WECHAT_API_URL, WECHAT_PAY_URL, TENCENT_CLOUD_URL, PUBLIC_URL) follow from PORT.
 */
export const localDefaults = {
  ORGANISATION: 'power',
  STAGE: 'local',
  DATA_DIR: '.local',
  PORT: '3000',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_TOKEN: 'localtoken',
  WECHAT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  WECHAT_ORIGINAL_ID: 'gh_0123456789ab',
  WECHAT_SECURITY_MODE: 'safe',
  WECHAT_REPLY_DEADLINE_MS: '4500',
  WECHAT_TIMESTAMP_WINDOW_S: '300',
  WECHAT_CALLBACK_IPS: '',
  TENCENT_CLOUD_REGION: 'ap-guangzhou',
  TENCENT_CLOUD_SECRET_ID: 'local',
  TENCENT_CLOUD_SECRET_KEY: 'local',
  SMS_APP_ID: '1400000000',
  SMS_SIGN_NAME: '便民服务',
  SMS_CODE_TEMPLATE: '100001',
  /** The simulator's sign-on below /campus: a page where any number signs on with one password. */
  CAMPUS_SIGN_ON: 'oidc',
  CAMPUS_CLIENT_ID: 'bianmin',
  CAMPUS_CLIENT_SECRET: 'local-campus-secret',
  CAMPUS_NUMBER_CLAIM: 'sub',
  /** 32 bytes in base64. */
  FIELD_ENCRYPTION_KEY: 'local:bG9jYWwgZGV2ZWxvcG1lbnQga2V5LCAzMiBieXRlcyE=',
  /** Of the caller `local` at the open door; at least 32 characters. */
  OPEN_API_SECRET: 'local-open-api-secret-0123456789abcdef',
  DOMAIN_VERIFICATION: '',
  /** With the local simulator, `local-<key>` for every template of the profile that has no id. */
  TEMPLATE_IDS: '',
  /** Shows the credentials of the demo data on the binding page. */
  DEMO_MODE: 'on',
  BACKEND_URL: '',
  BACKEND_SECRET: 'local-backend-secret',
  LOG_LEVEL: 'info',
} as const;

/** Environment of one local stack: every setting, as text. */
export type LocalSettings = Record<
  | keyof typeof localDefaults
  | 'WECHAT_API_URL'
  | 'WECHAT_PAY_URL'
  | 'TENCENT_CLOUD_URL'
  | 'PUBLIC_URL'
  | 'PAGE_FRAME_ANCESTORS'
  | 'CAMPUS_SIGN_ON_URL',
  string
>;

/** The four neighbouring ports of a stack. */
export interface StackPorts {
  account: number;
  simulator: number;
  aws: number;
  invoke: number;
}

/** Ports from `first` on: account, WeChat simulator, AWS stand-in, invocation of functions. */
export const portsFrom = (first: number): StackPorts => ({
  account: first,
  simulator: first + 1,
  aws: first + 2,
  invoke: first + 3,
});

/** Address of a local port. */
export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;

/** All settings: what `env` sets, else the local default. An empty variable counts as unset, but for those whose default is empty. */
export const localSettings = (env: Record<string, string | undefined>, ports: StackPorts): LocalSettings => {
  const simulator = localUrl(ports.simulator);
  const defaults: LocalSettings = {
    ...localDefaults,
    PORT: String(ports.account),
    WECHAT_API_URL: simulator,
    WECHAT_PAY_URL: simulator,
    TENCENT_CLOUD_URL: simulator,
    PUBLIC_URL: localUrl(ports.account),
    CAMPUS_SIGN_ON_URL: `${simulator}/campus/${env['CAMPUS_SIGN_ON'] === 'cas' ? 'cas' : 'oidc'}`,
    // The phone shows the pages in a frame, as its web view.
    PAGE_FRAME_ANCESTORS: simulator,
  };
  const chosen = Object.entries(defaults).map(([name, value]) => [name, env[name] || value]);
  return Object.fromEntries(chosen) as LocalSettings;
};
