import type { FollowerEvent } from '../callback/answering.ts';
import { noReply, textReply } from '../wechat/reply.ts';
import { type Answer, answerTopic, askerOf, type ChatDeps } from './answer.ts';
import { numbersText } from './numbers.ts';

/** Taps that are followed by a message of their own, or lead out of the chat, get no answer. */
const answered = new Set(['CLICK', 'scancode_waitmsg']);

/**
 * Answers `on-menu`: a button's key is the id of a topic. A key that no topic has any more (phones keep an old menu for up to a day)
 * gets the number menu.
 */
export const createMenuAnswers =
  (deps: ChatDeps) =>
  async (event: FollowerEvent): Promise<Answer> => {
    const { incoming } = event;
    if (incoming.kind !== 'event' || !answered.has(incoming.event)) return { reply: noReply };
    const topic = deps.vocabulary.byId(incoming.eventKey);
    if (topic === undefined) return { reply: textReply(numbersText(deps.organisation.profile, [])), path: [] };
    const words = incoming.event === 'scancode_waitmsg' ? incoming.scanResult : '';
    return { reply: await answerTopic(deps, askerOf(event), topic, { words }) };
  };
