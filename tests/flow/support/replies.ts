import type { ChatContent, Delivered } from '../../../infra/local/wechat/contract.ts';

/** A tappable line of a reply. */
export interface Choice {
  id: string;
  content: string;
  title: string;
}

/** The words of a message; throws for any other kind, and for none. */
export const textOf = (content: ChatContent | undefined): string => {
  if (content?.type === 'text') return content.text;
  throw new Error(`no text but ${JSON.stringify(content)}`);
};

/** The words that the account replied. */
export const replyOf = ({ reply }: Pick<Delivered, 'reply'>): string => textOf(reply);

const link = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]+)&msgmenuid=([^&"]+)">([^<]+)<\/a>/g;

/** The choices that a reply offers, as a phone reads them. */
export const choicesIn = (text: string): Choice[] =>
  [...text.matchAll(link)].map(([, content = '', id = '', title = '']) => ({
    id,
    content: decodeURIComponent(content),
    title,
  }));
