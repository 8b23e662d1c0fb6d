import type { WeChatApi } from './api.ts';
import { WeChatNetworkError } from './api-errors.ts';
import type { Answer } from './exchange.ts';

const api = '/cgi-bin/media/get';

/**
 * A follower's picture or recording (获取临时素材), kept by WeChat for 3 days; then error 40007. Prefer a voice message's `MediaId16K`.
 * Videos come as an address instead of bytes and are refused here.
 */
export const downloadMedia = async (weChat: WeChatApi, mediaId: string): Promise<Answer> => {
  const answer = await weChat.download(api, { media_id: mediaId });
  if (/json|text\//i.test(answer.contentType)) {
    throw new WeChatNetworkError(api, 'bad-body', 'neither a picture nor a recording');
  }
  return answer;
};
