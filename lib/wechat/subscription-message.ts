import type { WeChatApi } from './api.ts';
import { messageData, messageIdIn, type TemplateMessage } from './template-message.ts';

/** Path of the API, as errors name it. */
export const subscriptionMessagePath = '/cgi-bin/message/subscribe/bizsend';

/**
 * Sends one subscription notice (订阅通知: 发送订阅通知), against the person's consent, and gives its id where WeChat says one. There is no id to
 * send it by, so it is never repeated: after a `WeChatNetworkError`, or a busy WeChat, nobody knows whether it went until its receipt comes.
 */
export const sendSubscriptionMessage = async (
  weChat: Pick<WeChatApi, 'post'>,
  { openid, templateId, fields, url }: Omit<TemplateMessage, 'clientMessageId'>,
): Promise<string | undefined> => {
  const body = {
    touser: openid,
    template_id: templateId,
    ...(url === undefined ? {} : { page: url }),
    data: messageData(fields),
  };
  return messageIdIn(await weChat.post<{ msgid?: unknown }>(subscriptionMessagePath, body, { idempotent: false }));
};
