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
  /** Only the first article is sent. */
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
      return `<ArticleCount>1</ArticleCount><Articles>${reply.articles.slice(0, 1).map(article).join('')}</Articles>`;
    case 'transfer':
      return reply.kfAccount ? `<TransInfo>${element('KfAccount', reply.kfAccount)}</TransInfo>` : '';
  }
};

/** Whether there is nothing to show: WeChat answers an empty text or list with its own fault notice. */
export const isEmptyReply = (reply: Reply): boolean =>
  reply.type === 'none' ||
  (reply.type === 'text' && reply.content.trim() === '') ||
  (reply.type === 'news' && reply.articles.length === 0);

/**
 * The XML of a reply, or `success` when there is nothing to show. Texts are cut to 2,048 bytes; of several articles WeChat shows
 * the first alone after a message, so that one is sent.
 */
export const encodeReply = (reply: Reply, { to, from, createTime }: ReplyAddress): string => {
  if (reply.type === 'none' || isEmptyReply(reply)) return 'success';
  const msgType = reply.type === 'transfer' ? 'transfer_customer_service' : reply.type;
  return `<xml>${element('ToUserName', to)}${element('FromUserName', from)}<CreateTime>${createTime}</CreateTime>${element('MsgType', msgType)}${bodyOf(reply)}</xml>`;
};
