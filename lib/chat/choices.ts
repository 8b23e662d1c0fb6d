import type { Topic } from '../platform/profile/menu.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../wechat/reply.ts';

/**
 * A tappable line in a text reply: a tap sends the words as the follower's own message, with the topic's id as `bizmsgmenuid`.
 * Costs no customer-service message.
 */
const choiceLink = ({ id, words, title }: Topic): string => {
  const word = words[0] ?? title;
  // WeChat sends the content as it stands in the link; only what would end it needs encoding.
  const content = /[&#"'%\s]/.test(word) ? encodeURIComponent(word) : word;
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${content}&msgmenuid=${id}">${title}</a>`;
};

/** A text with topics to tap below it; the text gives way when both do not fit into one message. */
export const withChoices = (text: string, topics: Topic[]): Reply => {
  if (topics.length === 0) return textReply(text);
  const links = `\n\n${topics.map(choiceLink).join('\n')}`;
  return textReply(`${fitText(text, maximumTextBytes - Buffer.byteLength(links))}${links}`);
};
