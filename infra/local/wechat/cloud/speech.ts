import * as z from 'zod';
import { spokenWords } from '../people/samples.ts';
import { CloudError } from './tc3.ts';

const Request = z.looseObject({
  EngSerViceType: z.string(),
  SourceType: z.number(),
  VoiceFormat: z.enum(['wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac', 'amr']),
  Data: z.string().optional(),
  DataLen: z.number().optional(),
});

const mostBase64 = 3 * 1024 * 1024;

/** 8 kHz voices need an 8k engine and 16 kHz ones a 16k engine: otherwise nothing is understood. */
const rateFits = (bytes: Buffer, engine: string): boolean =>
  bytes.subarray(0, 9).toString('latin1') === '#!AMR-WB\n' ? engine.startsWith('16k') : engine.startsWith('8k');

/** 一句话识别: what was said in a voice that the simulator made, an empty result for any other. */
export const recognise = (body: unknown): Record<string, unknown> => {
  const request = Request.safeParse(body);
  if (!request.success) throw new CloudError('InvalidParameter', `invalid ${request.error.issues[0]?.path.join('.')}`);
  const { Data = '', DataLen, EngSerViceType, SourceType } = request.data;
  if (SourceType !== 1) throw new CloudError('InvalidParameterValue', 'the stand-in takes SourceType 1 only');
  if (Data.length > mostBase64) throw new CloudError('InvalidParameterValue', 'Data is over 3 MB');
  const bytes = Buffer.from(Data, 'base64');
  if (DataLen !== bytes.length)
    throw new CloudError('InvalidParameterValue', 'DataLen is not the length before base64');
  const Result = rateFits(bytes, EngSerViceType) ? spokenWords(bytes) : '';
  return { Result, AudioDuration: 1000 + Result.length * 250, WordSize: 0, WordList: null };
};
