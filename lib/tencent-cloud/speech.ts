import { AppError } from '../platform/errors.ts';
import type { TencentCloud } from './client.ts';

/** Turns a recording into text. */
export interface Speech {
  /**
   * What is said in a recording of at most 60 s, empty when nothing is. `format` is WeChat's (`amr`, `speex`), used where the file does not
   * tell its own. Throws `AppError('recording_too_long', 'reject')` over 3 MB in base64.
   */
  recognise(bytes: Uint8Array, format: string): Promise<string>;
}

const asr = { name: 'asr', version: '2019-06-14' };
const maxBase64Bytes = 3 * 1024 * 1024;

/** First bytes that tell narrow-band from wide-band AMR; the engine's rate must be the recording's. */
const magics = [
  { magic: '#!AMR-WB\n', engine: '16k_zh', voiceFormat: 'amr' },
  { magic: '#!AMR\n', engine: '8k_zh', voiceFormat: 'amr' },
];

const engineFor = (bytes: Buffer, format: string): { engine: string; voiceFormat: string } =>
  magics.find(({ magic }) => bytes.subarray(0, magic.length).toString('latin1') === magic) ?? {
    engine: format.toLowerCase() === 'amr' ? '8k_zh' : '16k_zh',
    voiceFormat: format.toLowerCase(),
  };

/** Speech recognition by Tencent Cloud (一句话识别, SentenceRecognition). */
export const createSpeech = (cloud: TencentCloud): Speech => ({
  recognise: async (recording, format) => {
    const bytes = Buffer.from(recording);
    const data = bytes.toString('base64');
    if (data.length > maxBase64Bytes) throw new AppError('recording_too_long', 'reject', 'a recording is over 3 MB');
    const { engine, voiceFormat } = engineFor(bytes, format);
    const answer = await cloud.call(asr, 'SentenceRecognition', {
      EngSerViceType: engine,
      SourceType: 1,
      VoiceFormat: voiceFormat,
      Data: data,
      DataLen: bytes.length,
    });
    return typeof answer.Result === 'string' ? answer.Result.trim() : '';
  },
});
