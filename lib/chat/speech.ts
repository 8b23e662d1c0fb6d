import type { Settings } from '../platform/config.ts';
import { openSecrets, type Runtime } from '../platform/runtime.ts';
import type { WeChatApi } from '../wechat/api.ts';
import { downloadMedia } from '../wechat/media.ts';

/** Names of the settings of speech recognition. */
export const speechSettings = [
  'SECRETS_PATH',
  'TENCENT_CLOUD_URL',
  'TENCENT_CLOUD_REGION',
] as const satisfies (keyof Settings)[];
type SpeechSettings = Pick<Settings, (typeof speechSettings)[number]>;

const openSpeech = async (settings: SpeechSettings, { sleep }: Runtime) => {
  // Loaded at the first recording: the client costs 15 ms of every cold start, and most messages are typed.
  const [{ createTencentCloud }, { createSpeech }] = await Promise.all([
    import('../tencent-cloud/client.ts'),
    import('../tencent-cloud/speech.ts'),
  ]);
  const secrets = openSecrets(settings);
  const [secretId, secretKey] = await Promise.all([
    secrets.get('tencent-cloud-secret-id'),
    secrets.get('tencent-cloud-secret-key'),
  ]);
  const { TENCENT_CLOUD_REGION: region, TENCENT_CLOUD_URL: url } = settings;
  // The SDK signs by the machine's clock, and so must what is compared with it.
  const now = Date.now;
  return createSpeech(
    createTencentCloud({
      secretId,
      secretKey,
      region,
      now,
      sleep,
      timeoutMs: 15_000,
      ...(url === '' ? {} : { baseUrl: url }),
    }),
  );
};

/** The words of a voice message, by its media id; empty when nothing is understood. */
export const createRecognise = (settings: SpeechSettings, runtime: Runtime, api: WeChatApi) => {
  let speech: ReturnType<typeof openSpeech> | undefined;
  return async (mediaId: string): Promise<string> => {
    speech ??= openSpeech(settings, runtime).catch((error: unknown) => {
      speech = undefined;
      throw error;
    });
    const [{ bytes }, { recognise }] = await Promise.all([downloadMedia(api, mediaId), speech]);
    return recognise(bytes, 'amr');
  };
};
