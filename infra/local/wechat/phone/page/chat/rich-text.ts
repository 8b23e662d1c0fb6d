import { isWebAddress } from '../web-address.ts';
import { withEmoji } from './emoji.ts';

/** A piece of a text message. */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  /** A tappable choice inside a text, which is sent as if it had been typed. */
  | { kind: 'choice'; text: string; id: string; content: string };

const anchor = /<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a>/gi;
const address = /https?:\/\/[\w\-.~:/?#@!$&*+,;=%]+[\w\-~/#@$&*+=%]/gi;
const choicePrefix = 'weixin://bizmsgmenu?';

/**
 * Splits a text as WeChat shows it. `<a href>` counts in the account's messages only, and only for web addresses
 * and `weixin://bizmsgmenu?msgmenucontent=…&msgmenuid=…`; all other markup stays what it is: text.
 */
export const partsOf = (text: string, from: 'follower' | 'account' | 'system'): TextPart[] => {
  if (from === 'follower') return plainParts(text);
  return split(text, anchor, ([whole, double, single, label]) =>
    anchorPart(whole, (double ?? single ?? '').replaceAll('&amp;', '&').trim(), label ?? ''),
  ).flatMap((part) => (part.kind === 'text' ? plainParts(part.text) : part));
};

const anchorPart = (whole: string, href: string, label: string): TextPart => {
  if (href.startsWith(choicePrefix)) return choicePart(new URLSearchParams(href.slice(choicePrefix.length)), label);
  return isWebAddress(href) ? { kind: 'link', text: withEmoji(label), url: href } : { kind: 'text', text: whole };
};

const choicePart = (query: URLSearchParams, label: string): TextPart => ({
  kind: 'choice',
  text: withEmoji(label),
  id: query.get('msgmenuid') ?? '',
  content: query.get('msgmenucontent') ?? label,
});

const plainParts = (text: string): TextPart[] =>
  split(text, address, ([url]) =>
    isWebAddress(url) ? { kind: 'link', text: url, url } : { kind: 'text', text: url },
  ).map((part) => (part.kind === 'text' ? { ...part, text: withEmoji(part.text) } : part));

/** The pieces between the matches as text, the matches as `make` says. */
const split = (text: string, pattern: RegExp, make: (match: RegExpExecArray) => TextPart): TextPart[] => {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(make(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
};
