import type { ChatContent, ChatMessage, ChatVia } from '../contract.ts';
import { nextNumber } from '../ids.ts';
import type { World } from '../world.ts';

/** What a follower sees when the account failed. */
export const bannerText = '该服务号暂时无法提供服务，请稍后再试';

const kept = 500;

const sender = (via: ChatVia): ChatMessage['from'] => {
  if (via === 'follower') return 'follower';
  return via === 'system' ? 'system' : 'account';
};

/** Adds a line to a follower's chat and shows it on the open phone pages. */
export const addToChat = (world: World, openid: string, via: ChatVia, content: ChatContent): ChatMessage => {
  const message: ChatMessage = { id: `c${nextNumber(world)}`, at: world.now(), from: sender(via), via, content };
  world.state.chats[openid] ??= [];
  const chat = world.state.chats[openid];
  chat.push(message);
  if (chat.length > kept) chat.splice(0, chat.length - kept);
  world.changed();
  world.hub.publish({ kind: 'chat', openid, message });
  return message;
};

/** A grey line in the middle of the chat. */
export const addTip = (world: World, openid: string, text: string): ChatMessage =>
  addToChat(world, openid, 'system', { type: 'tip', text });
