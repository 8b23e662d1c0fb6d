import { describe, expect, it } from 'vitest';
import { downloadMedia } from '../../../../lib/wechat/media.ts';
import { aWeChatApi } from './a-wechat-api.ts';

describe('downloadMedia', () => {
  it('gives the bytes of a recording', async () => {
    const recording = { bytes: Buffer.from('#!AMR\n'), contentType: 'audio/amr' };
    const { api, calls } = aWeChatApi(() => recording);
    expect(await downloadMedia(api, 'm1')).toBe(recording);
    expect(calls[0]).toMatchObject({ path: '/cgi-bin/media/get', given: { media_id: 'm1' } });
  });

  it('refuses a video, which comes as an address', async () => {
    const address = { bytes: Buffer.from('{"video_url":"http://x"}'), contentType: 'text/plain' };
    await expect(downloadMedia(aWeChatApi(() => address).api, 'm1')).rejects.toMatchObject({ failure: 'bad-body' });
  });
});
