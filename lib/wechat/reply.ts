import { AppError } from '../platform/errors.ts';
import { cdata } from './xml.ts';

/** One card of a news reply. */
export interface Article {
  title: string;
  description: string;
  picUrl: string;
  url: string;
}

/** What the account answers (被动回复用户消息). `none` acknowledges and shows nothing. */
export type Reply =
  | { type: 'none' }
  | { type: 'text'; content: string }
  | { type: 'image' | 'voice'; mediaId: string }
  | { type: 'video'; mediaId: string; title: string; description: string }
  | {
      type: 'music';
      title: string;
      description: string;
      musicUrl: string;
      hqMusicUrl: string;
      thumbMediaId?: string;
    }
  | { type: 'news'; articles: Article[] }
  | { type: 'transfer'; kfAccount?: string };

/** Who the reply goes to, and from which account; `createTime` in epoch seconds. */
export interface ReplyAddress {
  to: string;
  from: string;
  createTime: number;
}

/** Nothing to show: WeChat gets `success`. */
export const noReply: Reply = { type: 'none' };

/** A text reply. */
export const textReply = (content: string): Reply => ({ type: 'text', content });

/** WeChat cuts or refuses longer texts. */
export const maximumTextBytes = 2048;

/** `text` cut to `limit` bytes of UTF-8 (WeChat's 2,048) between characters, with `…` where it was cut. */
export const fitText = (text: string, limit = maximumTextBytes): string => {
  if (Buffer.byteLength(text) <= limit) return text;
  let size = Buffer.byteLength('…');
  let kept = '';
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > limit) break;
    kept += character;
  }
  return `${kept}…`;
};

const element = (name: string, value: string): string => `<${name}>${cdata(value)}</${name}>`;
const optionalElement = (name: string, value: string | undefined): string =>
  value === undefined || value === '' ? '' : element(name, value);

const article = ({ title, description, picUrl, url }: Article): string =>
  `<item>${element('Title', title)}${element('Description', description)}${element('PicUrl', picUrl)}${element('Url', url)}</item>`;

const bodyOf = (reply: Exclude<Reply, { type: 'none' }>): string => {
  switch (reply.type) {
    case 'text':
      return element('Content', fitText(reply.content));
    case 'image':
      return `<Image>${element('MediaId', reply.mediaId)}</Image>`;
    case 'voice':
      return `<Voice>${element('MediaId', reply.mediaId)}</Voice>`;
    case 'video':
      return `<Video>${element('MediaId', reply.mediaId)}${element('Title', reply.title)}${element('Description', reply.description)}</Video>`;
    case 'music':
      return `<Music>${element('Title', reply.title)}${element('Description', reply.description)}${element('MusicUrl', reply.musicUrl)}${element('HQMusicUrl', reply.hqMusicUrl)}${optionalElement('ThumbMediaId', reply.thumbMediaId)}</Music>`;
    case 'news':
      return `<ArticleCount>${reply.articles.length}</ArticleCount><Articles>${reply.articles.map(article).join('')}</Articles>`;
    case 'transfer':
      return reply.kfAccount ? `<TransInfo>${element('KfAccount', reply.kfAccount)}</TransInfo>` : '';
  }
};

const isEmpty = (reply: Reply): boolean =>
  (reply.type === 'text' && reply.content.trim() === '') || (reply.type === 'news' && reply.articles.length === 0);

/**
 * The XML of a reply, or `success` for none. Texts are cut to 2,048 bytes; an empty text or an empty list of articles throws
 * `AppError('empty_reply', 'give-up')`, since WeChat shows the fault notice for it.
 */
export const encodeReply = (reply: Reply, { to, from, createTime }: ReplyAddress): string => {
  if (reply.type === 'none') return 'success';
  if (isEmpty(reply)) throw new AppError('empty_reply', 'give-up', `a ${reply.type} reply has no content`);
  const msgType = reply.type === 'transfer' ? 'transfer_customer_service' : reply.type;
  return `<xml>${element('ToUserName', to)}${element('FromUserName', from)}<CreateTime>${createTime}</CreateTime>${element('MsgType', msgType)}${bodyOf(reply)}</xml>`;
};
