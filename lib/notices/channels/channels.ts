import type { Ledger } from '../../followers/ledger.ts';
import type { Template } from '../../platform/profile/notices.ts';
import type { WeChatApi } from '../../wechat/api.ts';
import { customerServicePath, postCustomerServiceMessage } from '../../wechat/customer-service.ts';
import { fitText, maximumTextBytes } from '../../wechat/reply.ts';
import { sendSubscriptionMessage, subscriptionMessagePath } from '../../wechat/subscription-message.ts';
import { sendTemplateMessage, templateMessagePath } from '../../wechat/template-message.ts';
import type { Channel, ChannelMessage, Channels, SendOutcome } from './channel.ts';
import { addressOf } from './link.ts';
import { outcomeOfError } from './outcome.ts';
import { missingTemplateId, type TemplateIds, templateIdOf } from './template-ids.ts';

/** What the channels need. */
export interface ChannelDeps {
  api: Pick<WeChatApi, 'post'>;
  /** Of the profile, by key. */
  templates: Readonly<Record<string, Template>>;
  templateIds: TemplateIds;
  publicUrl: string;
  ledger: Ledger;
  now: () => number;
}

type Send = (message: ChannelMessage & { templateId: string; url?: string }) => Promise<string | undefined>;

const accepted = (messageId: string | undefined): SendOutcome =>
  messageId === undefined ? { kind: 'accepted' } : { kind: 'accepted', messageId };

const unknownTemplate = (key: string): SendOutcome => ({
  kind: 'stop',
  reason: { code: 'unknown_template', message: `配置中没有模板 ${key}。请恢复它，或另建一条通知。` },
});

/** A channel whose messages have a template at WeChat, sent by `send` to `path`. */
const byTemplate = (deps: ChannelDeps, repeatable: boolean, path: string, send: Send): Channel => ({
  repeatable,
  send: async (message) => {
    const { template: key, link } = message;
    const template = deps.templates[key];
    if (template === undefined) return unknownTemplate(key);
    const reason = missingTemplateId(key, template, deps.templateIds);
    if (reason !== undefined) return { kind: 'stop', reason };
    const templateId = templateIdOf(key, template, deps.templateIds) ?? '';
    const url = link === undefined ? {} : { url: addressOf(deps.publicUrl, link) };
    try {
      return accepted(await send({ ...message, ...url, templateId }));
    } catch (error) {
      return outcomeOfError(error, path);
    }
  },
});

/** The card as a text, with its link below. */
const textOf = ({ title, fields }: Template, message: ChannelMessage, publicUrl: string): string => {
  const lines = Object.entries(fields).map(([key, label]) => `${label}：${message.fields[key] ?? ''}`);
  const text = [title, ...lines].join('\n');
  if (message.link === undefined) return fitText(text);
  const link = `\n<a href="${addressOf(publicUrl, message.link)}">查看详情</a>`;
  return fitText(text, maximumTextBytes - Buffer.byteLength(link)) + link;
};

/** Text messages in the chat, as long as a window is open; each takes one of the few that WeChat allows. */
const byCustomerService = ({ api, templates, publicUrl, ledger, now }: ChannelDeps): Channel => ({
  repeatable: false,
  send: async (message) => {
    const template = templates[message.template];
    if (template === undefined) return unknownTemplate(message.template);
    if (!(await ledger.spend(message.openid, now()))) return { kind: 'refused' };
    const content = textOf(template, message, publicUrl);
    try {
      await postCustomerServiceMessage(api, message.openid, { msgtype: 'text', text: { content } });
      return { kind: 'accepted' };
    } catch (error) {
      return outcomeOfError(error, customerServicePath);
    }
  },
});

/**
 * The ways to a follower. Template messages (模板消息) are sent once under their `clientMessageId`; subscription notices (订阅通知) have no such id, and
 * WeChat itself counts one-time consents (43101 when none is left).
 */
export const createChannels = (deps: ChannelDeps): Channels => {
  const subscription = byTemplate(deps, false, subscriptionMessagePath, (message) =>
    sendSubscriptionMessage(deps.api, message),
  );
  return {
    template: byTemplate(deps, true, templateMessagePath, (message) => sendTemplateMessage(deps.api, message)),
    'long-term-subscription': subscription,
    'one-time-subscription': subscription,
    'customer-service': byCustomerService(deps),
  };
};
