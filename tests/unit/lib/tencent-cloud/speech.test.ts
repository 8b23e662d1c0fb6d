import { describe, expect, it } from 'vitest';
import { createSpeech } from '../../../../lib/tencent-cloud/speech.ts';

const aSpeech = (answer: Record<string, unknown>) => {
  const calls: { service: unknown; action: string; parameters: unknown }[] = [];
  const speech = createSpeech({
    call: async (service, action, parameters) => {
      calls.push({ service, action, parameters });
      return answer;
    },
  });
  return { speech, calls };
};

describe('speech recognition', () => {
  it('sends the recording in base64, with its length before that', async () => {
    const { speech, calls } = aSpeech({ Result: ' 查电费。 ' });
    const recording = Buffer.from('#!AMR\nsound');
    expect(await speech.recognise(recording, 'amr')).toBe('查电费。');
    expect(calls).toEqual([
      {
        service: { name: 'asr', version: '2019-06-14' },
        action: 'SentenceRecognition',
        parameters: {
          EngSerViceType: '8k_zh',
          SourceType: 1,
          VoiceFormat: 'amr',
          Data: recording.toString('base64'),
          DataLen: recording.length,
        },
      },
    ]);
  });

  it.each([
    ['#!AMR-WB\nsound', 'amr', '16k_zh', 'amr'],
    ['#!AMR\nsound', 'speex', '8k_zh', 'amr'],
    ['Speex   sound', 'speex', '16k_zh', 'speex'],
    ['sound', 'AMR', '8k_zh', 'amr'],
  ])('hears %j, called %s, with the engine %s', async (bytes, format, engine, voiceFormat) => {
    const { speech, calls } = aSpeech({ Result: '' });
    await speech.recognise(Buffer.from(bytes), format);
    expect(calls[0]?.parameters).toMatchObject({ EngSerViceType: engine, VoiceFormat: voiceFormat });
  });

  it('hears nothing as an empty text', async () => {
    expect(await aSpeech({}).speech.recognise(Buffer.from('x'), 'amr')).toBe('');
  });

  it('refuses a recording over 3 MB before it is sent', async () => {
    const { speech, calls } = aSpeech({});
    await expect(speech.recognise(Buffer.alloc(2_400_000), 'mp3')).rejects.toMatchObject({
      code: 'recording_too_long',
    });
    expect(calls).toEqual([]);
  });
});
