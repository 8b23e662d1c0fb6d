import type { WeChatApi } from './api.ts';
import { WeChatApiError } from './api-errors.ts';
import { fitText, type Reply } from './reply.ts';

/** A message outside a reply (客服消息), in the shape that WeChat's API wants. */
export type CustomerServiceMessage =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | { msgtype: 'voice'; voice: { media_id: string } }
  | { msgtype: 'video'; video: { media_id: string; thumb_media_id?: string; title: string; description: string } }
  | {
      msgtype: 'music';
      music: { title: string; description: string; musicurl: string; hqmusicurl: string; thumb_media_id: string };
    }
  | { msgtype: 'news'; news: { articles: { title: string; description: string; url: string; picurl: string }[] } };

/**
 * What became of a message. `window-closed`: WeChat accepts none until the person writes again (45015, 45047);
 * `unreachable`: this person gets none at all (unfollowed, blocked).
 */
export type Delivery = { kind: 'sent' } | { kind: 'window-closed' } | { kind: 'unreachable' };

const musicMessage = (reply: Extract<Reply, { type: 'music' }>): CustomerServiceMessage => {
  const { title, description, musicUrl, hqMusicUrl, thumbMediaId = '' } = reply;
  return {
    msgtype: 'music',
    music: { title, description, musicurl: musicUrl, hqmusicurl: hqMusicUrl, thumb_media_id: thumbMediaId },
  };
};

const newsMessage = ({ articles }: Extract<Reply, { type: 'news' }>): CustomerServiceMessage => ({
  msgtype: 'news',
  // More than one is refused (45008).
  news: {
    articles: articles
      .slice(0, 1)
      .map(({ title, description, url, picUrl }) => ({ title, description, url, picurl: picUrl })),
  },
});

/** The same thing said outside a reply; undefined for `none` and `transfer`, which exist as replies alone. */
export const toCustomerServiceMessage = (reply: Reply): CustomerServiceMessage | undefined => {
  switch (reply.type) {
    case 'text':
      return { msgtype: 'text', text: { content: fitText(reply.content) } };
    case 'image':
      return { msgtype: 'image', image: { media_id: reply.mediaId } };
    case 'voice':
      return { msgtype: 'voice', voice: { media_id: reply.mediaId } };
    case 'video':
      return {
        msgtype: 'video',
        video: { media_id: reply.mediaId, title: reply.title, description: reply.description },
      };
    case 'music':
      return musicMessage(reply);
    case 'news':
      return newsMessage(reply);
    case 'none':
    case 'transfer':
      return undefined;
  }
};

/** Path of the API, as errors name it. */
export const customerServicePath = '/cgi-bin/message/custom/send';

/**
 * Sends one message (发送客服消息). There is no id to send it by, so it is never repeated after a time-out: a `WeChatNetworkError` means
 * that nobody knows whether it arrived. Throws `WeChatApiError` too.
 */
export const postCustomerServiceMessage = async (
  weChat: Pick<WeChatApi, 'post'>,
  openid: string,
  message: CustomerServiceMessage,
): Promise<void> => {
  await weChat.post(customerServicePath, { touser: openid, ...message }, { idempotent: false });
};

/** The same, with what is no failure of ours told as an outcome. */
export const sendCustomerServiceMessage = async (
  weChat: WeChatApi,
  openid: string,
  message: CustomerServiceMessage,
): Promise<Delivery> => {
  try {
    await postCustomerServiceMessage(weChat, openid, message);
    return { kind: 'sent' };
  } catch (error) {
    if (!(error instanceof WeChatApiError) || error.kind !== 'reject') throw error;
    if (error.action === 'window-closed') return { kind: 'window-closed' };
    if (error.action === 'follower') return { kind: 'unreachable' };
    throw error;
  }
};
