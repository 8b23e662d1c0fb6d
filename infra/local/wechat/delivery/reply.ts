import type { XmlElement } from '../../../../lib/wechat/xml.ts';
import type { ChatContent } from '../contract.ts';
import { findMedia, mediaUrl } from '../people/media.ts';
import type { World } from '../world.ts';
import { BadReply, childText } from './open.ts';

/** A decoded passive reply: something for the chat, or the conversation handed to a person (转发到客服). */
export type DecodedReply = { kind: 'content'; content: ChatContent } | { kind: 'transfer'; account: string };

const textLimit = 2048;

const required = (element: XmlElement, name: string): XmlElement => {
  const child = element.children[name]?.[0];
  if (!child) throw new BadReply(`${name} is missing`);
  return child;
};

const text = (xml: XmlElement): ChatContent => {
  const content = required(xml, 'Content').text;
  if (content.trim() === '') throw new BadReply('Content is empty');
  if (Buffer.byteLength(content) > textLimit) throw new BadReply(`Content is over ${textLimit} bytes`);
  return { type: 'text', text: content };
};

const mediaOf = (world: World, xml: XmlElement, part: string): { mediaId: string; url: string } => {
  const mediaId = childText(required(xml, part), 'MediaId') ?? '';
  if (!findMedia(world, mediaId)) throw new BadReply(`unknown or expired MediaId ${mediaId.slice(0, 12)}`);
  return { mediaId, url: mediaUrl(world, mediaId) };
};

const video = (world: World, xml: XmlElement): ChatContent => {
  const part = required(xml, 'Video');
  const words = { title: childText(part, 'Title') ?? '', description: childText(part, 'Description') ?? '' };
  return { type: 'video', ...mediaOf(world, xml, 'Video'), ...words };
};

const music = (xml: XmlElement): ChatContent => {
  const part = required(xml, 'Music');
  const read = (name: string) => childText(part, name) ?? '';
  return { type: 'music', title: read('Title'), description: read('Description'), url: read('MusicUrl') };
};

const news = (xml: XmlElement, mostArticles: number): ChatContent => {
  const items = required(xml, 'Articles').children['item'] ?? [];
  if (Number(required(xml, 'ArticleCount').text) !== items.length)
    throw new BadReply('ArticleCount differs from the items');
  if (items.length === 0) throw new BadReply('no article');
  if (items.length > mostArticles) throw new BadReply(`${items.length} articles where ${mostArticles} may be sent`);
  const read = (item: XmlElement, name: string) => childText(item, name) ?? '';
  const articles = items.map((item) => ({
    title: read(item, 'Title'),
    description: read(item, 'Description'),
    picUrl: read(item, 'PicUrl'),
    url: read(item, 'Url'),
  }));
  return { type: 'news', articles };
};

const checkAddress = (xml: XmlElement, openid: string, originalId: string): void => {
  if (childText(xml, 'ToUserName') !== openid) throw new BadReply('ToUserName is not the follower');
  if (childText(xml, 'FromUserName') !== originalId) throw new BadReply('FromUserName is not the account');
  if (!/^\d{1,12}$/.test(childText(xml, 'CreateTime')?.trim() ?? ''))
    throw new BadReply('CreateTime is no number of seconds');
};

const contentOf = (world: World, xml: XmlElement, type: string, mostArticles: number): ChatContent => {
  switch (type) {
    case 'text':
      return text(xml);
    case 'image':
      return { type: 'image', ...mediaOf(world, xml, 'Image') };
    case 'voice':
      return { type: 'voice', ...mediaOf(world, xml, 'Voice'), seconds: 1 };
    case 'video':
      return video(world, xml);
    case 'music':
      return music(xml);
    case 'news':
      return news(xml, mostArticles);
    default:
      throw new BadReply(`unknown MsgType ${type.slice(0, 40)}`);
  }
};

/** Reads a clear reply to `openid` (被动回复用户消息). Throws `BadReply` with what WeChat would not accept. */
export const decodeReply = (world: World, xml: XmlElement, openid: string, mostArticles: number): DecodedReply => {
  checkAddress(xml, openid, world.options.account.originalId);
  const type = childText(xml, 'MsgType') ?? '';
  if (type !== 'transfer_customer_service')
    return { kind: 'content', content: contentOf(world, xml, type, mostArticles) };
  const to = xml.children['TransInfo']?.[0];
  return { kind: 'transfer', account: to ? (childText(to, 'KfAccount') ?? '') : '' };
};
