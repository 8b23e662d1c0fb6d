/** What a manifest came to with its parameters; the deploy plugin passes it on. */
export interface DeployFacts {
  organisation: string;
  stage: string;
  region: string;
  name: string;
  table: string;
  secretsPath: string;
  /** Stages that may be deployed. */
  stages: string[];
  /** `none` where absent, as the two below. */
  alarmMail: string;
  domain: string;
  certificate: string;
  hasFixedAddresses: boolean;
  settings: Record<'WECHAT_APP_ID' | 'WECHAT_ORIGINAL_ID' | 'WECHAT_SECURITY_MODE' | 'DOMAIN_VERIFICATION', string>;
  /** Names of the parameters on the command line. */
  params: string[];
}
