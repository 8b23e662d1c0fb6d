import type { WeChatApi } from './api.ts';

/** A template message as WeChat's API wants it. */
export interface TemplateMessage {
  openid: string;
  templateId: string;
  /** Values by field key; neither `first`, `remark` nor colours, which WeChat drops. */
  fields: Readonly<Record<string, string>>;
  /** Full address that the card opens. */
  url?: string;
  /** At most 64 characters; WeChat sends an equal one to the same person once within about ten minutes. */
  clientMessageId: string;
}

/** Path of the API, as errors name it. */
export const templateMessagePath = '/cgi-bin/message/template/send';

/** Values in the shape that templates and subscriptions share. */
export const messageData = (fields: Readonly<Record<string, string>>): Record<string, { value: string }> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, { value }]));

/** The id in WeChat's answer, undefined where it gave none or 0. */
export const messageIdIn = (answer: { msgid?: unknown }): string | undefined => {
  const id = String(answer.msgid ?? '');
  return /^[1-9]\d*$/.test(id) ? id : undefined;
};

/**
 * Sends one template message (模板消息: 发送模板消息) and gives its id, by which its receipt comes. Repeated by itself while WeChat is busy or
 * silent, since `clientMessageId` makes that safe. Throws `WeChatApiError`, `WeChatNetworkError`.
 */
export const sendTemplateMessage = async (
  weChat: Pick<WeChatApi, 'post'>,
  { openid, templateId, fields, url, clientMessageId }: TemplateMessage,
): Promise<string | undefined> => {
  const answer = await weChat.post<{ msgid?: unknown }>(templateMessagePath, {
    touser: openid,
    template_id: templateId,
    ...(url === undefined ? {} : { url }),
    client_msg_id: clientMessageId,
    data: messageData(fields),
  });
  return messageIdIn(answer);
};
