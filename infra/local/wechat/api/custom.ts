import * as z from 'zod';
import type { HttpCall } from '../http/call.ts';
import { spend } from '../people/allowances.ts';
import { addToChat } from '../people/chat.ts';
import type { World } from '../world.ts';
import { contentOf } from './custom-content.ts';
import { ApiError, ok } from './error.ts';
import { followerOf } from './people.ts';
import { type ApiRoute, post, readBody } from './route.ts';

const SendRequest = z.looseObject({ touser: z.string(), msgtype: z.string() });
const TypingRequest = z.object({ touser: z.string(), command: z.string() });

const typingMs = 15_000;
const typingWindowMs = 30_000;

const send = (world: World, call: HttpCall) => {
  const request = readBody(call, SendRequest);
  const person = followerOf(world, request.touser);
  if (person.muted) throw new ApiError(48002);
  const content = contentOf(world, request);
  const spent = spend(world, person);
  if (spent === 'window-closed') throw new ApiError(45015);
  if (spent === 'used-up') throw new ApiError(45047);
  person.typingUntil = 0;
  addToChat(world, person.openid, 'customer-service', content);
  return ok();
};

const typing = (world: World, call: HttpCall) => {
  const { touser, command } = readBody(call, TypingRequest);
  const person = followerOf(world, touser);
  const now = world.now();
  if (command !== 'Typing' && command !== 'CancelTyping') throw new ApiError(45072);
  if (now - person.lastMessageAt > typingWindowMs) throw new ApiError(45080);
  if (command === 'Typing' && person.typingUntil > now) throw new ApiError(45081);
  person.typingUntil = command === 'Typing' ? now + typingMs : 0;
  world.hub.publish({ kind: 'typing', openid: person.openid, typing: command === 'Typing' });
  world.changed();
  return ok();
};

/** Customer-service messages with their allowances, and the typing sign (客服消息). */
export const customRoutes: ApiRoute[] = [
  post('/cgi-bin/message/custom/send', send),
  post('/cgi-bin/message/custom/typing', typing),
];
