import type { Settings } from '../platform/config.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { TencentCloud } from './client.ts';

/** Names of the settings by which Tencent Cloud is reached. */
export const tencentCloudSettings = ['TENCENT_CLOUD_URL', 'TENCENT_CLOUD_REGION'] as const satisfies (keyof Settings)[];
export type TencentCloudSettings = Pick<Settings, (typeof tencentCloudSettings)[number]>;

/** Tencent Cloud, opened at its first use: the client costs 15 ms of every cold start. */
export const openTencentCloud = (
  settings: TencentCloudSettings,
  secrets: Secrets,
  { sleep }: { sleep: (ms: number) => Promise<void> },
): (() => Promise<TencentCloud>) => {
  const { TENCENT_CLOUD_REGION: region, TENCENT_CLOUD_URL: baseUrl } = settings;
  const open = async (): Promise<TencentCloud> => {
    const { createTencentCloud } = await import('./client.ts');
    const keys = ['tencent-cloud-secret-id', 'tencent-cloud-secret-key'] as const;
    const [secretId, secretKey] = await Promise.all([secrets.get(keys[0]), secrets.get(keys[1])]);
    // The SDK signs by the machine's clock, and so must what is compared with it.
    const options = { secretId, secretKey, region, now: Date.now, sleep };
    return createTencentCloud(baseUrl === '' ? options : { ...options, baseUrl });
  };
  let opened: Promise<TencentCloud> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
};
