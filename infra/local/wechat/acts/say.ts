import type { ChatContent, Delivered, Say } from '../contract.ts';
import { ControlError } from '../control/error.ts';
import { type Callback, deliver } from '../delivery/deliver.ts';
import type { Element } from '../delivery/xml.ts';
import { nextMessageId } from '../ids.ts';
import { grant } from '../people/allowances.ts';
import { addToChat } from '../people/chat.ts';
import { personChanged } from '../people/followers.ts';
import { addMedia, mediaUrl } from '../people/media.ts';
import { samplePicture, sampleVideo, sampleVoice } from '../people/samples.ts';
import type { AllowanceKind, Follower } from '../state.ts';
import type { World } from '../world.ts';

/** What a message becomes: a bubble in the chat and elements for the account. */
interface Spoken {
  content: ChatContent;
  elements: Element[];
  allows?: AllowanceKind;
}

type Of<Type extends Say['type']> = Extract<Say, { type: Type }>;

const dataUrl = (data: string): { mime: string; bytes: Buffer } => {
  const match = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=-]+)*;base64,(.*)$/s.exec(data);
  if (!match) throw new ControlError(400, 'bad_data', 'data must be a base64 data: URL', 'data');
  return { mime: match[1] ?? 'application/octet-stream', bytes: Buffer.from(match[2] ?? '', 'base64') };
};

const text = (say: Of<'text'>): Spoken => ({
  content: { type: 'text', text: say.content },
  elements: [
    ['MsgType', 'text'],
    ['Content', say.content],
  ],
});

const choice = (say: Of<'choice'>): Spoken => ({
  content: { type: 'text', text: say.content },
  elements: [
    ['MsgType', 'text'],
    ['Content', say.content],
    ['bizmsgmenuid', say.id],
  ],
  // Tapping an item of a message menu counts as a menu tap, not as a message (客服消息).
  allows: 'tap',
});

const image = (world: World, say: Of<'image'>): Spoken => {
  const { mime, bytes } = say.data === undefined ? { mime: 'image/png', bytes: samplePicture() } : dataUrl(say.data);
  const { mediaId } = addMedia(world, bytes, { type: 'image', mime });
  const url = mediaUrl(world, mediaId);
  return {
    content: { type: 'image', url, mediaId },
    elements: [
      ['MsgType', 'image'],
      ['PicUrl', url],
      ['MediaId', mediaId],
    ],
  };
};

const voice = (world: World, say: Of<'voice'>): Spoken => {
  const add = (wideband: boolean) =>
    addMedia(world, sampleVoice(say.text, wideband), { type: 'voice', mime: 'audio/amr' }).mediaId;
  const mediaId = add(false);
  const seconds = say.seconds ?? Math.max(1, Math.ceil(say.text.length / 4));
  const recognition = say.recognition ? { recognition: say.text } : {};
  return {
    content: { type: 'voice', mediaId, seconds, said: say.text, ...recognition },
    elements: [
      ['MsgType', 'voice'],
      ['MediaId', mediaId],
      ['Format', 'amr'],
      ['MediaId16K', add(true)],
      ['Recognition', recognition.recognition ?? ''],
    ],
  };
};

const video = (world: World, say: Of<'video'>): Spoken => {
  const { mime, bytes } = say.data === undefined ? { mime: 'video/mp4', bytes: sampleVideo() } : dataUrl(say.data);
  const { mediaId } = addMedia(world, bytes, { type: 'video', mime });
  const thumb = addMedia(world, samplePicture(), { type: 'thumb', mime: 'image/png' });
  return {
    content: { type: 'video', mediaId, url: mediaUrl(world, mediaId) },
    elements: [
      ['MsgType', 'video'],
      ['MediaId', mediaId],
      ['ThumbMediaId', thumb.mediaId],
    ],
  };
};

const location = (world: World, person: Follower, say: Of<'location'>): Spoken => {
  const { latitude, longitude, label = '', scale = 15 } = say;
  person.location = { latitude, longitude, label };
  personChanged(world, person);
  return {
    content: { type: 'location', latitude, longitude, scale, label },
    elements: [
      ['MsgType', 'location'],
      ['Location_X', latitude],
      ['Location_Y', longitude],
      ['Scale', scale],
      ['Label', label],
    ],
  };
};

const link = (say: Of<'link'>): Spoken => ({
  content: { type: 'link', title: say.title, description: say.description, url: say.url },
  elements: [
    ['MsgType', 'link'],
    ['Title', say.title],
    ['Description', say.description],
    ['Url', say.url],
  ],
});

const spoken = (world: World, person: Follower, say: Exclude<Say, { type: 'gps' | 'raw' }>): Spoken => {
  switch (say.type) {
    case 'text':
      return text(say);
    case 'choice':
      return choice(say);
    case 'image':
      return image(world, say);
    case 'voice':
      return voice(world, say);
    case 'video':
      return video(world, say);
    case 'location':
      return location(world, person, say);
    case 'link':
      return link(say);
  }
};

const gps = (world: World, person: Follower, say: Of<'gps'>): Callback => {
  const { latitude, longitude, precision = 30 } = say;
  person.location = { latitude, longitude, label: '' };
  personChanged(world, person);
  return {
    openid: person.openid,
    elements: [
      ['MsgType', 'event'],
      ['Event', 'LOCATION'],
      ['Latitude', latitude],
      ['Longitude', longitude],
      ['Precision', precision],
    ],
    replyPossible: true,
  };
};

/** Events that take no reply, for raw elements: their failure shows no banner. */
const isSilentEvent = (elements: string): boolean =>
  /<MsgType>\s*(<!\[CDATA\[)?event/.test(elements) &&
  !/<Event>\s*(<!\[CDATA\[)?(subscribe\b|SCAN|LOCATION|CLICK)/.test(elements);

/** The follower sends something. Resolves when WeChat is done with it: answered, given up or let go. */
export const say = async (world: World, person: Follower, words: Say): Promise<Delivered> => {
  const { openid } = person;
  if (!person.following) throw new ControlError(409, 'not_following', 'this person does not follow the account');
  if (words.type === 'gps') return deliver(world, gps(world, person, words));
  if (words.type === 'raw') {
    return deliver(world, { openid, elements: words.elements, replyPossible: !isSilentEvent(words.elements) });
  }
  const { content, elements, allows = 'message' } = spoken(world, person, words);
  grant(world, person, allows);
  addToChat(world, openid, 'follower', content);
  const id: Element = ['MsgId', BigInt(nextMessageId(world))];
  return deliver(world, { openid, elements: [...elements, id], replyPossible: true });
};
